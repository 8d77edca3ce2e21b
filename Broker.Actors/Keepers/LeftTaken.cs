using Broker.Actors.Nodes;

namespace Broker.Actors.Keepers;

/// <summary>Keeper to keeper: drop these; they are here, or are out of date.</summary>
public sealed record LeftTaken(NodeId Node, IReadOnlyList<LeftName> Names);
