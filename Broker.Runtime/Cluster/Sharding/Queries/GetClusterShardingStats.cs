namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Asks all regions of the type how many entities they have; answered by <see cref="ClusterShardingStats"/>.</summary>
/// <param name="timeout">How long the regions may take; those that take longer are left out.</param>
public sealed class GetClusterShardingStats(TimeSpan timeout)
    : IShardRegionQuery, IClusterShardingSerializable, IEquatable<GetClusterShardingStats>
{
    /// <summary>How long the regions may take.</summary>
    public readonly TimeSpan Timeout = timeout;

    /// <inheritdoc />
    public bool Equals(GetClusterShardingStats? other) => other is not null && other.Timeout == Timeout;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as GetClusterShardingStats);

    /// <inheritdoc />
    public override int GetHashCode() => Timeout.GetHashCode();
}
