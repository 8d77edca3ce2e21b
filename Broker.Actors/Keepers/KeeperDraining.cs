using Broker.Actors.Nodes;

namespace Broker.Actors.Keepers;

/// <summary>Keeper to all: this node is about to leave and takes nothing any more.</summary>
public sealed record KeeperDraining(NodeId Node);
