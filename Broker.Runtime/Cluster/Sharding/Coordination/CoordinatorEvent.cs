using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>What happens to a shard coordinator.</summary>
internal abstract record CoordinatorEvent
{
    /// <summary>It starts on a new oldest node, and knows the members of that moment.</summary>
    internal sealed record Started(IReadOnlyList<NodeStanding> Nodes) : CoordinatorEvent;

    /// <summary>The members that may run regions, all of them.</summary>
    internal sealed record NodesChanged(IReadOnlyList<NodeStanding> Nodes) : CoordinatorEvent;

    /// <summary>A node was removed from the cluster: its regions are gone.</summary>
    internal sealed record NodeRemoved(NodeId Node) : CoordinatorEvent;

    /// <summary>A region's actor stopped, or remoting has given up its node and with it all actors there.</summary>
    internal sealed record RegionTerminated(IActorRef Region, bool WithItsNode = false) : CoordinatorEvent;

    /// <summary>A node answered that no region of this type runs there.</summary>
    internal sealed record NoRegionOn(Address Node) : CoordinatorEvent;

    /// <summary>A region says something.</summary>
    internal sealed record Received(IActorRef Region, IRegionMessage Message) : CoordinatorEvent;

    /// <summary>The user's strategy has chosen a home; null when it has none.</summary>
    internal sealed record AllocationDecided(string Shard, IActorRef? Region) : CoordinatorEvent;

    /// <summary>The user's strategy has chosen what to move.</summary>
    internal sealed record RebalanceDecided(IReadOnlyCollection<string> Shards) : CoordinatorEvent;

    /// <summary>The time that <see cref="ShardCoordinatorCore.NextWakeUp"/> named has come.</summary>
    internal sealed record Tick : CoordinatorEvent;
}
