using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Effects;

namespace Broker.Runtime.Cluster.Sharding.Shards;

/// <summary>What a region and its shards say to each other; none of it leaves the process.</summary>
internal abstract record ShardCommand : INoSerializationVerificationNeeded
{
    /// <summary>Region → shard: deliver this to the entity, under its own sender.</summary>
    internal sealed record Deliver(string EntityId, object Message, IActorRef Sender) : ShardCommand;

    /// <summary>Region → shard: make sure that the entity runs, and say so to who asked.</summary>
    internal sealed record Start(string EntityId, IActorRef ReplyTo) : ShardCommand;

    /// <summary>Region → shard: stop your entities and yourself.</summary>
    internal sealed record HandOff : ShardCommand
    {
        /// <summary>The only instance.</summary>
        public static readonly HandOff Instance = new();
    }

    /// <summary>Shard → region: no entity runs any more.</summary>
    internal sealed record Stopped(string Shard, IReadOnlyList<BufferedMessage> Undelivered) : ShardCommand;

    /// <summary>The hand-off takes too long, perhaps.</summary>
    internal sealed record HandOffTick : ShardCommand
    {
        /// <summary>The only instance.</summary>
        public static readonly HandOffTick Instance = new();
    }

    /// <summary>Time to look for idle entities.</summary>
    internal sealed record IdleTick : ShardCommand
    {
        /// <summary>The only instance.</summary>
        public static readonly IdleTick Instance = new();
    }
}
