namespace Broker.Runtime.Cluster.Sharding.Regions;

/// <summary>A shard that lives in this region.</summary>
internal sealed class HostedShard(long version)
{
    /// <summary>The decision that put it here, or that moves it away.</summary>
    public long Version { get; set; } = version;

    /// <summary>Its entities are being stopped: no more messages go to it.</summary>
    public bool HandingOff { get; set; }
}
