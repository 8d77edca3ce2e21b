using Broker.Actors.Nodes;

namespace Broker.Actors.Fencing;

/// <summary>One message that a fence wants sent to the fence of another node.</summary>
public readonly record struct FenceEffect(NodeId Node, object Message);
