using Broker.Actors.Relays;
using Broker.Tests.Topics.Simulation.Clients;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>Hub to relay: the relay is heard through a filter.</summary>
internal sealed record RelayAttach(FilterAudience<FilterConnection> Audience);
