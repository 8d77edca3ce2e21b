using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Daemon;
using Broker.Runtime.Cluster.Joining;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Cluster.Sharding;
using Broker.Runtime.Cluster.Sharding.Protocol;
using Broker.Runtime.Cluster.Tools.Singleton;
using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Util;
using EngineTests.Membership;
using static EngineTests.Membership.Nodes;

namespace EngineTests.Remote.Golden;

/// <summary>At least one message of each kind that goes between nodes, with every field filled.</summary>
internal sealed class WireExamples(ExtendedActorSystem system)
{
    private static readonly ImmutableSortedDictionary<string, string> Agreement =
        ImmutableSortedDictionary<string, string>.Empty.Add("active-strategy", "keep-majority");

    private static readonly NodeId Node1 = new(Nodes.Address(1), -7);

    private IInternalActorRef Region => (IInternalActorRef)system.Provider.ResolveActorRef("akka.tcp://test@10.0.0.1:1/user/region#-7");

    private IInternalActorRef Coordinator => (IInternalActorRef)system.Provider.ResolveActorRef("akka.tcp://test@10.0.0.1:2/user/coordinator#300");

    /// <summary>What actors send, by the name under which its bytes are kept.</summary>
    public IEnumerable<(string Name, object Message)> Messages() =>
        [.. Engine(), .. Membership(), .. Singleton(), .. Sharding(), .. Queries()];

    /// <summary>System messages.</summary>
    public IEnumerable<(string Name, ISystemMessage Message)> SystemMessages() =>
    [
        ("watch", new Watch(Region, Coordinator)),
        ("unwatch", new Unwatch(Region, Coordinator)),
        ("death", new DeathWatchNotification(Region, existenceConfirmed: true, addressTerminated: true)),
        ("terminate", new Terminate()),
    ];

    private IEnumerable<(string, object)> Engine() =>
    [
        ("bytes", new byte[] { 1, 2, 255 }),
        ("text", "é text"),
        ("int32", -2),
        ("int64", 1L << 40),
        ("float64", 0.5),
        ("truth", true),
        ("identify", new Identify("id")),
        ("identity", new ActorIdentity(7, Region)),
        ("identity-of-nobody", new ActorIdentity(7, null)),
        ("reference", Region),
        ("poison-pill", PoisonPill.Instance),
        ("kill", Kill.Instance),
        ("success", new Status.Success("done")),
        ("failure", new Status.Failure(new InvalidOperationException("why"))),
        ("address", Nodes.Address(1)),
        ("selection", new ActorSelectionMessage("m", [new SelectParent(), new SelectChildName("a"), new SelectChildPattern("b*")], wildCardFanOut: true)),
    ];

    private static IEnumerable<(string, object)> Membership() =>
    [
        ("init-join", new ClusterMessage.InitJoin(Nodes.Address(1), Agreement)),
        ("init-join-ack", new ClusterMessage.InitJoinAck(Nodes.Address(1), Agreement)),
        ("init-join-nack", new ClusterMessage.InitJoinNack(Nodes.Address(1))),
        ("join", new ClusterMessage.Join(Node(1, -7), ["a", "b"], AppVersion.Create("1.2.3"), JoinAgreement.None.Settings)),
        ("join-with-settings", new ClusterMessage.Join(Node(1, -7), ["a"], AppVersion.Create("1.2.3"), Agreement)),
        ("welcome", new ClusterMessage.Welcome(Node(1), Converged(Member(1, roles: "a"), Member(2)))),
        ("gossip", new ClusterMessage.GossipEnvelope(Node(1), Node(2, -7), View())),
        ("gossip-status", new ClusterMessage.GossipStatus(Node(1), VectorClock.Empty.Increment(Node(2)).Increment(Node(3)), -99)),
        ("exiting-confirmed", new ClusterMessage.ExitingConfirmed(Node(3))),
        ("encounter", new ClusterMessage.Encounter(Node(1), 5, Node(2, -7), -99)),
        ("elsewhere", new ClusterMessage.Elsewhere(Node(2))),
    ];

    private static IEnumerable<(string, object)> Singleton() =>
    [
        ("hand-over-to-me", new SingletonMessage.HandOverToMe(Node(1))),
        ("hand-over-in-progress", new SingletonMessage.HandOverInProgress(Node(2))),
        ("hand-over-done", new SingletonMessage.HandOverDone(Node(3))),
        ("take-over-from-me", new SingletonMessage.TakeOverFromMe(Node(4))),
    ];

    private IEnumerable<(string, object)> Sharding() =>
    [
        ("coordinator-hello", new CoordinatorHello(5, Coordinator)),
        ("register-region", new RegisterRegion(5, Region, Node1, IsProxy: true, Leaving: true, ["1", "2"])),
        ("region-registered", new RegionRegistered(5, Coordinator)),
        ("register-again", new RegisterAgain(5, Coordinator)),
        ("higher-term-seen", new HigherTermSeen(5, 6)),
        ("get-shard-home", new GetShardHome(5, "s")),
        ("shard-home", new ShardHome(5, "s", 2, Region, Node1)),
        ("host-shard", new HostShard(5, "s", 2)),
        ("shard-started", new ShardStarted(5, "s")),
        ("begin-hand-off", new BeginHandOff(5, "s", 2, Region)),
        ("begin-hand-off-ack", new BeginHandOffAck(5, "s", 2, Region)),
        ("hand-off-barrier", new HandOffBarrier(new BeginHandOffAck(5, "s", 2, Region), Coordinator)),
        ("hand-off", new HandOff(5, "s", 2)),
        ("shard-stopped", new ShardStopped(5, "s", 2)),
        ("graceful-shutdown", new GracefulShutdownRequest(5)),
        ("region-stopped", new RegionStopped(5)),
    ];

    private static IEnumerable<(string, object)> Queries()
    {
        ShardRegionStats stats = new(ImmutableDictionary<string, int>.Empty.Add("s", 3), ["f"]);
        ShardState shard = new("s", ["e"]);
        return
        [
            ("envelope", new ShardingEnvelope("e", "m")),
            ("start-entity", new ShardRegion.StartEntity("e")),
            ("start-entity-ack", new ShardRegion.StartEntityAck("e", "s")),
            ("get-region-state", GetShardRegionState.Instance),
            ("get-region-stats", GetShardRegionStats.Instance),
            ("get-regions", GetCurrentRegions.Instance),
            ("get-cluster-stats", new GetClusterShardingStats(TimeSpan.FromSeconds(3))),
            ("region-state", new CurrentShardRegionState([shard], ["f"])),
            ("shard-state", shard),
            ("region-stats", stats),
            ("cluster-stats", new ClusterShardingStats(ImmutableDictionary<Address, ShardRegionStats>.Empty.Add(Nodes.Address(1), stats))),
            ("regions", new CurrentRegions([Nodes.Address(1)])),
        ];
    }

    private static Gossip View() => Converged(
            Member(1, roles: ["a", "b"]),
            Member(2, MemberStatus.Joining),
            Member(3, MemberStatus.Down),
            Member(4, MemberStatus.WeaklyUp, Broker.Runtime.Cluster.Member.NotYetUp),
            Member(5))
        .Remove(new HashSet<UniqueAddress> { Node(5) }, Start)
        .WithReachability(Reachability.Empty.Unreachable(Node(1), Node(3)).Terminated(Node(1), Node(2)))
        .ChangedBy(Node(1));
}
