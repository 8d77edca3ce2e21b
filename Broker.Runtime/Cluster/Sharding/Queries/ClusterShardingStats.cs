using System.Collections.Immutable;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>The entities of a type over the whole cluster.</summary>
/// <param name="regions">The regions by address.</param>
public sealed class ClusterShardingStats(IImmutableDictionary<Address, ShardRegionStats> regions)
    : IClusterShardingSerializable, IEquatable<ClusterShardingStats>
{
    /// <summary>The regions by address.</summary>
    public readonly IImmutableDictionary<Address, ShardRegionStats> Regions = regions;

    /// <inheritdoc />
    public bool Equals(ClusterShardingStats? other) =>
        other is not null && other.Regions.Count == Regions.Count &&
        Regions.All(region => other.Regions.TryGetValue(region.Key, out var stats) && stats.Equals(region.Value));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ClusterShardingStats);

    /// <inheritdoc />
    public override int GetHashCode() => Regions.Count;
}
