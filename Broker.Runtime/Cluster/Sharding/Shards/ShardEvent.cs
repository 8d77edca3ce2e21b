namespace Broker.Runtime.Cluster.Sharding.Shards;

/// <summary>What happens to a shard, apart from the users' messages.</summary>
internal abstract record ShardEvent
{
    /// <summary>Make sure that this entity runs.</summary>
    internal sealed record StartRequested(string EntityId) : ShardEvent;

    /// <summary>An entity asks to be stopped with this message.</summary>
    internal sealed record PassivateRequested(string EntityId, object StopMessage) : ShardEvent;

    /// <summary>An entity's actor stopped.</summary>
    internal sealed record EntityTerminated(string EntityId) : ShardEvent;

    /// <summary>Stop all entities: the shard moves.</summary>
    internal sealed record HandOffRequested : ShardEvent;

    /// <summary>The time that <see cref="ShardCore.NextWakeUp"/> named has come.</summary>
    internal sealed record Tick : ShardEvent;
}
