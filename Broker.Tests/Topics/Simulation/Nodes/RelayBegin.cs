using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Tests.Topics.Simulation.Clients;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>Hub to relay: the relay goes on from a position.</summary>
internal sealed record RelayBegin(Position Position, Term Followed);
