using Broker.Actors.Nodes;

namespace Broker.Actors.Keepers;

/// <summary>One thing a keeper wants done, in the order of the list it stands in.</summary>
public readonly record struct KeeperEffect<TPeer>(KeeperEffectKind Kind, object? Message = null, NodeId Node = default, TPeer? Peer = null)
    where TPeer : class;
