using Broker.Actors.Nodes;

namespace Broker.Actors.Fencing;

/// <summary>Fence to fence: I hear you, and count you among the members. What the answering node decides about the other, it decides later than this.</summary>
/// <param name="Node">Who answers.</param>
/// <param name="Sequence">Which ping.</param>
public sealed record FencePong(NodeId Node, long Sequence);
