using Broker.Actors.Nodes;

namespace Broker.Actors.Fencing;

/// <summary>Fence to fence: do you hear me? Answered by <see cref="FencePong"/>, but not to a node that is no member, or that somebody finds unreachable.</summary>
/// <param name="Node">Who asks.</param>
/// <param name="Sequence">Counts the rounds of the asking node; the answer repeats it.</param>
public sealed record FencePing(NodeId Node, long Sequence);
