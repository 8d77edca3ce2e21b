using Broker.Runtime.Actor;
using Broker.Runtime.Util;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Where an entity lives, as far as the region that was asked knows.</summary>
/// <param name="entityId">The entity.</param>
/// <param name="shardId">Its shard.</param>
/// <param name="shardRegion">The node that hosts the shard; <see cref="Address.AllSystems"/> when the region knows of none.</param>
/// <param name="entityRef">The entity; none when it does not run or did not answer in time.</param>
public sealed class EntityLocation(string entityId, string shardId, Address shardRegion, Option<IActorRef> entityRef)
{
    /// <summary>The entity.</summary>
    public string EntityId { get; } = entityId;

    /// <summary>Its shard.</summary>
    public string ShardId { get; } = shardId;

    /// <summary>The node that hosts the shard; <see cref="Address.AllSystems"/> when the region knows of none.</summary>
    public Address ShardRegion { get; } = shardRegion;

    /// <summary>The entity; none when it does not run or did not answer in time.</summary>
    public Option<IActorRef> EntityRef { get; } = entityRef;
}
