using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>A shard with its entities.</summary>
/// <param name="shardId">The shard.</param>
/// <param name="entityIds">Its entities.</param>
public sealed class ShardState(string shardId, IImmutableSet<string> entityIds) : IClusterShardingSerializable, IEquatable<ShardState>
{
    /// <summary>The shard.</summary>
    public readonly string ShardId = shardId;

    /// <summary>Its entities.</summary>
    public readonly IImmutableSet<string> EntityIds = entityIds;

    /// <inheritdoc />
    public bool Equals(ShardState? other) => other is not null && other.ShardId == ShardId && EntityIds.SetEquals(other.EntityIds);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ShardState);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(ShardId, EntityIds.Count);
}
