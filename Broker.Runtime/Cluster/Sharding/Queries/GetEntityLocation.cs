namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Asks this node's region where an entity lives; answered by <see cref="EntityLocation"/>. It starts neither the entity nor its shard.</summary>
/// <param name="entityId">The entity.</param>
/// <param name="timeout">How long the entity may take to answer.</param>
public sealed class GetEntityLocation(string entityId, TimeSpan timeout) : IShardRegionQuery
{
    /// <summary>The entity.</summary>
    public string EntityId { get; } = entityId;

    /// <summary>How long the entity may take to answer.</summary>
    public TimeSpan Timeout { get; } = timeout;
}
