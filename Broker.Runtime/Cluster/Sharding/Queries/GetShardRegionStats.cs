namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Asks a region how many entities its shards have; answered by <see cref="ShardRegionStats"/>.</summary>
public sealed class GetShardRegionStats : IShardRegionQuery, IClusterShardingSerializable
{
    /// <summary>The only instance.</summary>
    public static readonly GetShardRegionStats Instance = new();

    private GetShardRegionStats()
    {
    }
}
