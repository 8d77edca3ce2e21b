using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>The shards of a region, with their entities.</summary>
/// <param name="shards">The shards.</param>
/// <param name="failed">Shards that did not answer.</param>
public sealed class CurrentShardRegionState(IImmutableSet<ShardState> shards, IImmutableSet<string> failed)
    : IClusterShardingSerializable, IEquatable<CurrentShardRegionState>
{
    /// <summary>The shards.</summary>
    public readonly IImmutableSet<ShardState> Shards = shards;

    /// <summary>Shards that did not answer.</summary>
    public readonly IImmutableSet<string> Failed = failed;

    /// <inheritdoc />
    public bool Equals(CurrentShardRegionState? other) =>
        other is not null && Shards.SetEquals(other.Shards) && Failed.SetEquals(other.Failed);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as CurrentShardRegionState);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Shards.Count, Failed.Count);
}
