using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Effects;

/// <summary>What a sharding core wants done; its shell does it, in order.</summary>
internal abstract record ShardingEffect
{
    /// <summary>Send a message of the core itself.</summary>
    internal sealed record Send(IActorRef Target, object Message) : ShardingEffect;

    /// <summary>Pass a user's message on under its own sender.</summary>
    internal sealed record Forward(IActorRef Target, object Message, IActorRef Sender) : ShardingEffect;

    /// <summary>Give up a user's message.</summary>
    internal sealed record Drop(object Message, IActorRef Sender, string Reason) : ShardingEffect;

    /// <summary>Report when this actor stops.</summary>
    internal sealed record Watch(IActorRef Target) : ShardingEffect;

    /// <summary>No longer report it.</summary>
    internal sealed record Unwatch(IActorRef Target) : ShardingEffect;

    /// <summary>A decision for the log.</summary>
    internal sealed record Note(NoteLevel Level, string Text) : ShardingEffect;

    /// <summary>Region: tell whoever coordinates on this node.</summary>
    internal sealed record SendToCoordinatorOn(Address Node, object Message) : ShardingEffect;

    /// <summary>Coordinator: find out whether a region of the type runs on this node, and greet it.</summary>
    internal sealed record AskForRegion(Address Node, CoordinatorHello Hello) : ShardingEffect;

    /// <summary>Coordinator: ask the user's allocation strategy for a home.</summary>
    internal sealed record AskAllocation(string Shard, IActorRef Requester) : ShardingEffect;

    /// <summary>Coordinator: ask the user's allocation strategy what to move.</summary>
    internal sealed record AskRebalance : ShardingEffect;

    /// <summary>Region: start hosting the shard.</summary>
    internal sealed record StartShard(string Shard) : ShardingEffect;

    /// <summary>Region: deliver to a shard that is hosted here.</summary>
    internal sealed record DeliverToShard(string Shard, object Message, IActorRef Sender) : ShardingEffect;

    /// <summary>Region: stop the shard's entities with the hand-off stop message, then report.</summary>
    internal sealed record HandOffShard(string Shard) : ShardingEffect;

    /// <summary>Region: everything is handed over, stop.</summary>
    internal sealed record StopSelf : ShardingEffect;

    /// <summary>Shard: start the entity's actor.</summary>
    internal sealed record StartEntity(string EntityId) : ShardingEffect;

    /// <summary>Shard: deliver to the entity's actor, which runs.</summary>
    internal sealed record DeliverToEntity(string EntityId, object Message, IActorRef Sender) : ShardingEffect;

    /// <summary>Shard: ask the entity to stop.</summary>
    internal sealed record StopEntity(string EntityId, object StopMessage) : ShardingEffect;

    /// <summary>Shard: stop the entity's actor at once.</summary>
    internal sealed record KillEntity(string EntityId) : ShardingEffect;

    /// <summary>Shard: the shard is empty and stopped; these messages came too late for its entities and need the next home.</summary>
    internal sealed record ShardEmptied(IReadOnlyList<BufferedMessage> Undelivered) : ShardingEffect;
}
