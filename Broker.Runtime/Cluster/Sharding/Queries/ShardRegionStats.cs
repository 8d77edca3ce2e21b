using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>How many entities the shards of a region have.</summary>
/// <param name="stats">The number of entities by shard.</param>
/// <param name="failed">The shards that did not answer.</param>
public sealed class ShardRegionStats(IImmutableDictionary<string, int> stats, IImmutableSet<string> failed)
    : IClusterShardingSerializable, IEquatable<ShardRegionStats>
{
    /// <summary>The number of entities by shard.</summary>
    public readonly IImmutableDictionary<string, int> Stats = stats;

    /// <summary>The shards that did not answer.</summary>
    public readonly IImmutableSet<string> Failed = failed;

    /// <inheritdoc />
    public bool Equals(ShardRegionStats? other) =>
        other is not null && other.Stats.Count == Stats.Count && Failed.SetEquals(other.Failed) &&
        Stats.All(shard => other.Stats.TryGetValue(shard.Key, out var count) && count == shard.Value);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ShardRegionStats);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Stats.Count, Failed.Count);
}
