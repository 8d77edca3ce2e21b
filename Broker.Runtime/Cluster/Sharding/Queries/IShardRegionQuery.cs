namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Marks what a region answers.</summary>
public interface IShardRegionQuery;
