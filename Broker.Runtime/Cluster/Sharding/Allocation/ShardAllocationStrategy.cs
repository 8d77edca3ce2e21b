using Broker.Runtime.Cluster.Sharding.Coordination;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>The strategies that come with the engine.</summary>
public static class ShardAllocationStrategy
{
    /// <summary>Gives new shards to the region with the fewest and moves shards from the fullest regions to the others.</summary>
    /// <param name="absoluteLimit">The most shards that one round of rebalancing moves; 0 for no such limit.</param>
    /// <param name="relativeLimit">The most shards that one round moves, as a fraction of all shards; at least one moves.</param>
    public static IShardAllocationStrategy LeastShardAllocationStrategy(int absoluteLimit, double relativeLimit) =>
        new LeastShardAllocationStrategy(new LeastShardAllocation(absoluteLimit, relativeLimit));
}
