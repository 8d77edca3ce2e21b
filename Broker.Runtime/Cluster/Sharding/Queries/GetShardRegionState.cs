namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Asks a region for its shards and their entities; answered by <see cref="CurrentShardRegionState"/>.</summary>
public sealed class GetShardRegionState : IShardRegionQuery, IClusterShardingSerializable
{
    /// <summary>The only instance.</summary>
    public static readonly GetShardRegionState Instance = new();

    private GetShardRegionState()
    {
    }
}
