namespace Broker.Actors.Nodes;

/// <summary>A member of the cluster as this node sees it.</summary>
/// <param name="Node">Which process.</param>
/// <param name="IsReachable">Whether no member finds it unreachable.</param>
/// <param name="IsJoining">Whether it is not up yet.</param>
/// <param name="CanHost">Whether it may be given topics: it is up.</param>
public readonly record struct NodeStanding(NodeId Node, bool IsReachable, bool IsJoining, bool CanHost);
