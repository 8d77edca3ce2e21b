using Broker.Runtime.Actor;
using Broker.Runtime.Event;
using Broker.Runtime.Remote;

namespace Broker.Runtime.Cluster.Sharding.Protocol;

/// <summary>A message of the sharding protocol; it goes over the control lane unless said otherwise.</summary>
internal interface IShardingControl : IControlMessage;

/// <summary>A message of a coordinator to a region; <see cref="Term"/> tells a late one of an earlier coordinator apart.</summary>
internal interface ICoordinatorMessage : IShardingControl
{
    /// <summary>The incarnation of the coordinator; a region never obeys a lower one than it has seen.</summary>
    long Term { get; }
}

/// <summary>A message of a region to the coordinator it knows.</summary>
internal interface IRegionMessage : IShardingControl
{
    /// <summary>The term of the coordinator that is meant; 0 when none is known yet.</summary>
    long Term { get; }
}

/// <summary>Coordinator → region: I am the coordinator now; register and say what you host.</summary>
internal sealed record CoordinatorHello(long Term, IActorRef Coordinator) : ICoordinatorMessage;

/// <summary>Region → coordinator: take me in. It is sent where a coordinator may run soon, so often to nobody.</summary>
/// <param name="Term">The highest term this region has seen, so that a new coordinator can go above it.</param>
/// <param name="Region">The region's own reference.</param>
/// <param name="Node">The incarnation of its node.</param>
/// <param name="IsProxy">A proxy routes, and never hosts.</param>
/// <param name="Leaving">The region is shutting down and wants no shard.</param>
/// <param name="Hosted">The shards it hosts, those that it is handing off included.</param>
internal sealed record RegisterRegion(
    long Term, IActorRef Region, NodeId Node, bool IsProxy, bool Leaving, IReadOnlyList<string> Hosted)
    : IRegionMessage, IDeadLetterSuppression;

/// <summary>Coordinator → region: registered.</summary>
internal sealed record RegionRegistered(long Term, IActorRef Coordinator) : ICoordinatorMessage;

/// <summary>Coordinator → region: I do not know you (any more); register again.</summary>
internal sealed record RegisterAgain(long Term, IActorRef Coordinator) : ICoordinatorMessage;

/// <summary>Region → coordinator: your term is below one that I have seen; go above it.</summary>
internal sealed record HigherTermSeen(long Term, long Seen) : IRegionMessage;

/// <summary>Region → coordinator: where does this shard live?</summary>
internal sealed record GetShardHome(long Term, string Shard) : IRegionMessage;

/// <summary>Coordinator → region: the shard lives there.</summary>
/// <param name="Term">The coordinator's term.</param>
/// <param name="Shard">The shard.</param>
/// <param name="Version">Grows with every decision of the coordinator, so that a message overtaken by a later one is recognised.</param>
/// <param name="Home">The region that hosts it.</param>
/// <param name="Node">Where that region runs, so that a node that was removed meanwhile is recognised.</param>
internal sealed record ShardHome(long Term, string Shard, long Version, IActorRef Home, NodeId Node) : ICoordinatorMessage;

/// <summary>Coordinator → region: host this shard.</summary>
internal sealed record HostShard(long Term, string Shard, long Version) : ICoordinatorMessage;

/// <summary>Region → coordinator: I host the shard.</summary>
internal sealed record ShardStarted(long Term, string Shard) : IRegionMessage;

/// <summary>Coordinator → every region: forget the home of this shard, keep its messages, and say so.</summary>
internal sealed record BeginHandOff(long Term, string Shard, long Version, IActorRef Home) : ICoordinatorMessage;

/// <summary>Region → coordinator: I send nothing more to the shard's home.</summary>
internal sealed record BeginHandOffAck(long Term, string Shard, long Version, IActorRef Region) : IRegionMessage;

/// <summary>
/// Region → the shard's home, in order behind the messages it has forwarded there: all of mine have arrived. The home passes the
/// acknowledgement on, so that what was on its way is handled before the shard stops. It goes over the ordinary lane.
/// </summary>
internal sealed record HandOffBarrier(BeginHandOffAck Ack, IActorRef Coordinator);

/// <summary>Coordinator → the shard's home: stop the shard.</summary>
internal sealed record HandOff(long Term, string Shard, long Version) : ICoordinatorMessage;

/// <summary>Region → coordinator: I do not host the shard (any more).</summary>
/// <param name="Term">The coordinator's term.</param>
/// <param name="Shard">The shard.</param>
/// <param name="Version">The decision that this answers: the hand-off, or the allocation when the shard stopped by itself.</param>
internal sealed record ShardStopped(long Term, string Shard, long Version) : IRegionMessage;

/// <summary>Region → coordinator: move all my shards away, now.</summary>
internal sealed record GracefulShutdownRequest(long Term) : IRegionMessage;

/// <summary>Region → coordinator: I stop and host nothing.</summary>
internal sealed record RegionStopped(long Term) : IRegionMessage;
