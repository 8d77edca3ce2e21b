using Broker.Actors.Relays;
using Broker.Tests.Topics.Simulation.Clients;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>Hub to relay: the relay is heard through a filter no more.</summary>
internal sealed record RelayDetach(FilterAudience<FilterConnection> Audience);
