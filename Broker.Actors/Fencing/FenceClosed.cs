using Broker.Actors.Nodes;

namespace Broker.Actors.Fencing;

/// <summary>Fence to all: this node leaves and does not act any more, so nobody has to wait for its lease to run out.</summary>
public sealed record FenceClosed(NodeId Node);
