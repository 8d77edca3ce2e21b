namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Marks what a region does when told.</summary>
public interface IShardRegionCommand;
