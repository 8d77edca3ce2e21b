using System.Collections.Immutable;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Where regions of a type run.</summary>
/// <param name="regions">Their addresses.</param>
public sealed class CurrentRegions(IImmutableSet<Address> regions) : IClusterShardingSerializable, IEquatable<CurrentRegions>
{
    /// <summary>Their addresses.</summary>
    public readonly IImmutableSet<Address> Regions = regions;

    /// <inheritdoc />
    public bool Equals(CurrentRegions? other) => other is not null && Regions.SetEquals(other.Regions);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as CurrentRegions);

    /// <inheritdoc />
    public override int GetHashCode() => Regions.Count;
}
