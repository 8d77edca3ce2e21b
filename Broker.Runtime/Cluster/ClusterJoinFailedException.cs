using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster;

/// <summary>A node could not join a cluster.</summary>
public class ClusterJoinFailedException(string message) : AkkaException(message);
