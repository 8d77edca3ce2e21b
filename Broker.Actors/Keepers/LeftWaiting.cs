using Broker.Actors.Nodes;

namespace Broker.Actors.Keepers;

/// <summary>Keeper to keeper: you began to take these and never said that you have them.</summary>
public sealed record LeftWaiting(NodeId Node, IReadOnlyList<LeftName> Names);
