using Broker.Runtime.Cluster.Sharding.Protocol;
using Broker.Runtime.Util;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>What the coordinator must know of a member of the cluster that may run a region.</summary>
/// <param name="Id">The node.</param>
/// <param name="Status">Where it is in its life.</param>
/// <param name="Reachable">False while the failure detector suspects it.</param>
/// <param name="Version">The version of the application it runs.</param>
internal readonly record struct NodeStanding(NodeId Id, MemberStatus Status, bool Reachable, AppVersion Version)
{
    /// <summary>It is on its way out: it hosts until it has handed over, and gets nothing new.</summary>
    public bool IsLeaving => Status is not (MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up);

    /// <summary>It is on its way in: rebalancing waits for it.</summary>
    public bool IsComing => Status is MemberStatus.Joining or MemberStatus.WeaklyUp;

    /// <summary>It may run a region. A joining member has none yet; a downed one keeps its shards until it is removed.</summary>
    public bool MayHost => Status != MemberStatus.Joining;
}
