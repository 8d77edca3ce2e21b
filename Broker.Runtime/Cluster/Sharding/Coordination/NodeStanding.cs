using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>What the coordinator must know of a member of the cluster that may run a region.</summary>
/// <param name="Id">The node.</param>
/// <param name="Leaving">It is on its way out: it hosts until it has handed over, and gets nothing new.</param>
/// <param name="Reachable">False while the failure detector suspects it.</param>
internal readonly record struct NodeStanding(NodeId Id, bool Leaving, bool Reachable);
