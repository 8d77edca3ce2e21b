using Broker.Actors.Keepers;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>Active owner to its node's keeper: another node holds a state of this topic.</summary>
internal sealed record OwnerReminded(LeftBehind Left);
