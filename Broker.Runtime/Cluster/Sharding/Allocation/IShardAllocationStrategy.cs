using System.Collections.Immutable;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Decides which region hosts a shard, and which shards move.</summary>
public interface IShardAllocationStrategy : INoSerializationVerificationNeeded
{
    /// <summary>Chooses the region for a shard that has no home.</summary>
    /// <param name="requester">The region that needs the shard.</param>
    /// <param name="shardId">The shard.</param>
    /// <param name="currentShardAllocations">The regions to choose from, with the shards they host, oldest first.</param>
    Task<IActorRef?> AllocateShard(
        IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations);

    /// <summary>Chooses the shards to move now; called every <c>akka.cluster.sharding.rebalance-interval</c>.</summary>
    /// <param name="currentShardAllocations">The regions, with the shards they host.</param>
    /// <param name="rebalanceInProgress">The shards that are moving already.</param>
    Task<IImmutableSet<string>> Rebalance(
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress);
}
