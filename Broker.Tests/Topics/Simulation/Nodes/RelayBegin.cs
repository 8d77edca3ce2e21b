using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>Hub to relay: the relay goes on from a position.</summary>
internal sealed record RelayBegin(Position Position, Term Followed);
