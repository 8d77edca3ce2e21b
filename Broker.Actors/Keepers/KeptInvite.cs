using Broker.Actors.Nodes;
using Broker.Actors.Topics;

namespace Broker.Actors.Keepers;

/// <summary>A node that a left topic had invited and that had not subscribed yet.</summary>
/// <param name="Node">Which node.</param>
/// <param name="At">The position from which it is to follow.</param>
public readonly record struct KeptInvite(NodeId Node, Position At);
