namespace Broker.Actors.Keepers;

/// <summary>What a keeper wants done.</summary>
public enum KeeperEffectKind
{
    /// <summary>Send the message to the keeper of the node.</summary>
    SendToKeeper,

    /// <summary>Send the message to the peer, an owner of this node.</summary>
    SendToOwner,

    /// <summary>Send the message to its topic through the shard region.</summary>
    SendToTopic,

    /// <summary>Tell the keeper when the peer, the hosting of a shard on this node, has stopped.</summary>
    Watch,

    /// <summary>Nothing is left here that another node could take: this node may go.</summary>
    Drained,
}
