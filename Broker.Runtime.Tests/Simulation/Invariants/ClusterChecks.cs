using Broker.Runtime.Cluster.Daemon;
using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Invariants;

/// <summary>Clusters that were founded apart never become one.</summary>
internal sealed class ClusterChecks(World world)
{
    public void Received(ClusterMessage message, Incarnation from, Incarnation by)
    {
        if (from.Cluster != 0 && by.Cluster != 0 && from.Cluster != by.Cluster &&
            message is ClusterMessage.GossipEnvelope or ClusterMessage.GossipStatus or ClusterMessage.Welcome or ClusterMessage.Join)
            world.Statistics.MergeAttempts++;
    }

    public void Changed(Incarnation process)
    {
        foreach (var member in process.State.Gossip.Members)
        {
            var other = world.Incarnations[member.UniqueAddress.Uid];
            if (process.Cluster == 0 || other.Cluster == 0 || other.Cluster == process.Cluster)
                continue;
            // Let in by one cluster and welcomed by another in the same moment: the former has a member that never answers.
            if (!other.State.Gossip.HasMember(process.Self))
                continue;
            world.Break(
                Invariant.ClustersNeverMerge,
                $"{process} of the cluster founded by {process.Cluster} and {other} of the one founded by {other.Cluster} are members of each other's view");
        }
    }
}
