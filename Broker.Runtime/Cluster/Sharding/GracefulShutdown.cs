namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Tells a region to hand all its shards over and to stop.</summary>
/// <remarks>Watch the region to know when it is done.</remarks>
public sealed class GracefulShutdown : IShardRegionCommand
{
    /// <summary>The only instance.</summary>
    public static readonly GracefulShutdown Instance = new();

    private GracefulShutdown()
    {
    }
}
