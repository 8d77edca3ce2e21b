using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Regions;

/// <summary>What happens to a shard region, apart from the users' messages.</summary>
internal abstract record RegionEvent
{
    /// <summary>The node where the coordinator runs or will soon; null while no member is known.</summary>
    internal sealed record CoordinatorNodeChanged(Address? Node) : RegionEvent;

    /// <summary>A node was removed from the cluster.</summary>
    internal sealed record NodeRemoved(NodeId Node) : RegionEvent;

    /// <summary>A watched actor stopped: the coordinator, or a region that shards live on.</summary>
    /// <param name="Ref">The actor.</param>
    /// <param name="WithItsNode">Remoting has given up what it knew at the address, perhaps because a new process lives there.</param>
    internal sealed record RefTerminated(IActorRef Ref, bool WithItsNode = false) : RegionEvent;

    /// <summary>A coordinator says something.</summary>
    internal sealed record Received(IActorRef Coordinator, ICoordinatorMessage Message) : RegionEvent;

    /// <summary>Another region's messages to a shard of this one have all arrived.</summary>
    internal sealed record BarrierReached(HandOffBarrier Barrier) : RegionEvent;

    /// <summary>A shard of this region stopped; what its entities did not get any more needs the next home.</summary>
    internal sealed record ShardStoppedHere(string Shard, IReadOnlyList<BufferedMessage> Undelivered) : RegionEvent;

    /// <summary>Hand over everything and stop.</summary>
    internal sealed record LeaveRequested : RegionEvent;

    /// <summary>The time that <see cref="ShardRegionCore.NextWakeUp"/> named has come.</summary>
    internal sealed record Tick : RegionEvent;
}
