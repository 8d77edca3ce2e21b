namespace Broker.Runtime.Cluster.Sharding;

/// <summary>A strategy that is told when its type is started.</summary>
public interface IStartableAllocationStrategy : IShardAllocationStrategy
{
    /// <summary>Called once, before the first question.</summary>
    void Start();
}
