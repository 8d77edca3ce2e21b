namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Asks where regions of the type run; answered by <see cref="CurrentRegions"/>.</summary>
public sealed class GetCurrentRegions : IShardRegionQuery, IClusterShardingSerializable
{
    /// <summary>The only instance.</summary>
    public static readonly GetCurrentRegions Instance = new();

    private GetCurrentRegions()
    {
    }
}
