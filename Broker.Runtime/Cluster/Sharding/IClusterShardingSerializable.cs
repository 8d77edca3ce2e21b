namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Marks the messages of sharding that go to other nodes.</summary>
public interface IClusterShardingSerializable;
