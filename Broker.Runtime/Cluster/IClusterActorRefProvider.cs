using Broker.Runtime.Remote;

namespace Broker.Runtime.Cluster;

/// <summary>Marks the provider of a cluster node.</summary>
public interface IClusterActorRefProvider : IRemoteActorRefProvider;
