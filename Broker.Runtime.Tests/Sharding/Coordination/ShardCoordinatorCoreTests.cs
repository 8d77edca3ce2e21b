using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Sharding.Coordination;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;
using Broker.Runtime.Util;

namespace EngineTests.Sharding.Coordination;

public class ShardCoordinatorCoreTests
{
    private const long Term = 100;

    private static readonly NamedRef Self = new("a", "coordinator", 1);
    private static readonly NamedRef A = new("a", "region", 1);
    private static readonly NamedRef B = new("b", "region", 2);
    private static readonly NamedRef C = new("c", "region", 3);

    private readonly ShardCoordinatorCore _core = new(Self, Term, new CoordinatorOptions(), new LeastShardAllocation(0, 1.0));
    private TimeSpan _now = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_shard_that_nobody_reported_waits_until_every_member_has_answered()
    {
        Start(A, B);
        Register(A);
        Assert.Empty(Sent<HostShard>(Says(A, new GetShardHome(Term, "s"))));
        var effects = Register(B);
        Assert.False(_core.IsRecovering);
        Assert.Single(Sent<HostShard>(effects));
    }

    [Fact]
    public void A_reported_shard_is_answered_before_the_recovery_ends()
    {
        Start(A, B);
        Register(A, "s");
        Assert.Equal(A, Assert.Single(Sent<ShardHome>(Says(A, new GetShardHome(Term, "s")))).Home);
        Assert.True(_core.IsRecovering);
    }

    [Fact]
    public void A_member_without_a_region_is_not_waited_for()
    {
        Start(A, B);
        Register(A);
        Handle(new CoordinatorEvent.NoRegionOn(NamedRef.AddressOf("b")));
        Assert.False(_core.IsRecovering);
    }

    [Fact]
    public void A_region_that_registers_before_the_members_are_known_is_not_waited_for()
    {
        Register(A);
        Start(A);
        Assert.False(_core.IsRecovering);
    }

    [Fact]
    public void A_member_that_is_removed_is_not_waited_for()
    {
        Start(A, B);
        Register(A);
        Handle(new CoordinatorEvent.NodeRemoved(NodeOf(B)));
        Assert.False(_core.IsRecovering);
    }

    [Fact]
    public void Nobody_is_sent_to_a_home_that_has_not_said_that_it_hosts_the_shard()
    {
        StartWith(A, B);
        var effects = Says(A, new GetShardHome(Term, "s"));
        Assert.Single(Sent<HostShard>(effects));
        Assert.Empty(Sent<ShardHome>(effects));
        Assert.Equal(A, Assert.Single(Sent<ShardHome>(Says(A, new ShardStarted(Term, "s")))).Home);
    }

    [Fact]
    public void HostShard_is_repeated_until_it_is_answered()
    {
        StartWith(A, B);
        Says(A, new GetShardHome(Term, "s"));
        _now = _core.NextWakeUp;
        Assert.Single(Sent<HostShard>(Handle(new CoordinatorEvent.Tick())));
        Says(A, new ShardStarted(Term, "s"));
        _now += TimeSpan.FromSeconds(1);
        Assert.Empty(Sent<HostShard>(Handle(new CoordinatorEvent.Tick())));
    }

    [Fact]
    public void A_hand_off_stops_the_shard_only_after_every_region_keeps_its_messages_back()
    {
        StartWith(A, B, C);
        Host(A, "s");
        var begun = Sent<BeginHandOff>(Says(A, new GracefulShutdownRequest(Term)));
        Assert.Equal(3, begun.Count);
        Assert.Empty(Sent<HandOff>(Ack(begun[0], A)));
        Assert.Empty(Sent<HandOff>(Ack(begun[0], B)));
        var handOff = Assert.Single(Sent<HandOff>(Ack(begun[0], C)));
        Assert.Empty(Sent<ShardHome>(Says(B, new GetShardHome(Term, "s"))));
        var host = Assert.Single(Sent<HostShard>(Says(A, new ShardStopped(Term, "s", handOff.Version))));
        Assert.True(host.Version > handOff.Version);
        Assert.NotEqual(A, _core.State.Homes["s"].Home);
    }

    [Fact]
    public void A_region_that_dies_during_a_hand_off_is_not_waited_for()
    {
        StartWith(A, B, C);
        Host(A, "s");
        var begun = Sent<BeginHandOff>(Says(A, new GracefulShutdownRequest(Term)));
        Ack(begun[0], A);
        Ack(begun[0], B);
        Assert.Single(Sent<HandOff>(Handle(new CoordinatorEvent.RegionTerminated(C))));
    }

    [Fact]
    public void A_leaving_region_gets_no_shard()
    {
        StartWith(A, B);
        Says(A, new GracefulShutdownRequest(Term));
        Says(A, new GetShardHome(Term, "s"));
        Assert.Equal(B, _core.State.Homes["s"].Home);
    }

    [Fact]
    public void An_unreachable_region_gets_no_shard()
    {
        StartWith(A, B);
        Handle(new CoordinatorEvent.NodesChanged([Standing(A) with { Reachable = false }, Standing(B)]));
        Says(A, new GetShardHome(Term, "s"));
        Assert.Equal(B, _core.State.Homes["s"].Home);
    }

    [Fact]
    public void The_shards_of_a_removed_node_are_allocated_at_once_when_somebody_waits_for_them()
    {
        StartWith(A, B);
        Host(B, "s");
        Handle(new CoordinatorEvent.NodeRemoved(NodeOf(B)));
        Assert.Empty(_core.State.Homes);
        Assert.Single(Sent<HostShard>(Says(A, new GetShardHome(Term, "s"))));
    }

    [Fact]
    public void Of_two_hosts_the_later_is_told_to_stop()
    {
        StartWith(A, B);
        Host(A, "s");
        Assert.Single(Sent<HandOff>(Says(B, new RegisterRegion(Term, B, NodeOf(B), IsProxy: false, Leaving: false, ["s"]))));
        Says(B, new ShardStopped(Term, "s", long.MaxValue));
        Assert.Equal(A, _core.State.Homes["s"].Home);
    }

    [Fact]
    public void What_is_said_under_another_term_is_answered_by_the_wish_to_register()
    {
        StartWith(A, B);
        Host(A, "s");
        Assert.Single(Sent<RegisterAgain>(Says(A, new ShardStopped(Term - 1, "s", long.MaxValue))));
        Assert.Equal(A, _core.State.Homes["s"].Home);
    }

    [Fact]
    public void A_higher_term_that_a_region_has_seen_is_gone_above_and_everyone_is_asked_again()
    {
        StartWith(A, B);
        Host(A, "s");
        var effects = Says(B, new HigherTermSeen(Term, 500));
        Assert.Equal(501, _core.Term);
        Assert.True(_core.IsRecovering);
        Assert.Equal(2, effects.OfType<ShardingEffect.AskForRegion>().Count());
    }

    [Fact]
    public void Rebalancing_moves_shards_to_a_region_that_joined()
    {
        StartWith(A);
        for (var i = 0; i < 4; i++)
            Host(A, $"s{i}");
        Handle(new CoordinatorEvent.NodesChanged([Standing(A), Standing(B)]));
        Register(B);
        _now += TimeSpan.FromSeconds(11);
        var begun = Sent<BeginHandOff>(Handle(new CoordinatorEvent.Tick()));
        Assert.Equal(2, begun.Select(static message => message.Shard).Distinct().Count());
    }

    [Theory]
    [InlineData(MemberStatus.Joining)]
    [InlineData(MemberStatus.WeaklyUp)]
    public void While_a_member_comes_nothing_is_rebalanced(MemberStatus coming)
    {
        StartWith(A);
        for (var i = 0; i < 4; i++)
            Host(A, $"s{i}");
        Handle(new CoordinatorEvent.NodesChanged([Standing(A), Standing(B), Standing(C) with { Status = coming }]));
        Register(B);
        _now += TimeSpan.FromSeconds(11);
        Assert.Empty(Sent<BeginHandOff>(Handle(new CoordinatorEvent.Tick())));
        Handle(new CoordinatorEvent.NodesChanged([Standing(A), Standing(B), Standing(C)]));
        _now += TimeSpan.FromSeconds(11);
        Assert.NotEmpty(Sent<BeginHandOff>(Handle(new CoordinatorEvent.Tick())));
    }

    [Fact]
    public void A_joining_member_is_not_waited_for() => Assert.False(IsRecoveringWith(Standing(B) with { Status = MemberStatus.Joining }));

    [Fact]
    public void In_an_upgrade_what_is_handed_over_goes_to_the_newest_and_balance_comes_at_its_end()
    {
        var newer = AppVersion.Create("1.0.0");
        StartWith(A, B);
        Host(A, "s1");
        Host(A, "s2");
        Host(B, "t");
        Handle(new CoordinatorEvent.NodesChanged([Standing(A), Standing(B), Standing(C) with { Version = newer }]));
        Register(C);
        _now += TimeSpan.FromSeconds(11);
        Assert.Empty(Sent<BeginHandOff>(Handle(new CoordinatorEvent.Tick())));

        HandOver(A);
        Assert.All(["s1", "s2"], shard => Assert.Equal(C, _core.State.Homes[shard].Home));
        Assert.Equal(B, _core.State.Homes["t"].Home);

        Handle(new CoordinatorEvent.RegionTerminated(A));
        Says(C, new ShardStarted(Term, "s1"));
        Says(C, new ShardStarted(Term, "s2"));
        Handle(new CoordinatorEvent.NodesChanged([Standing(C) with { Version = newer }, Standing(B) with { Version = newer }]));
        Host(C, "s3");
        _now += TimeSpan.FromSeconds(11);
        Assert.Single(Sent<BeginHandOff>(Handle(new CoordinatorEvent.Tick())).Select(static begin => begin.Shard).Distinct());
    }

    [Fact]
    public void A_proxy_is_told_of_hand_offs_and_hosts_nothing()
    {
        StartWith(A, B);
        Host(A, "s");
        var proxy = new NamedRef("c", "proxy", 9);
        Says(proxy, new RegisterRegion(Term, proxy, NodeOf(C), IsProxy: true, Leaving: false, []));
        Assert.Contains(Says(A, new GracefulShutdownRequest(Term)), effect => effect is ShardingEffect.Send { Message: BeginHandOff } send && send.Target.Equals(proxy));
        Assert.DoesNotContain(_core.State.Candidates(), region => region.Region.Equals(proxy));
    }

    [Fact]
    public void A_registration_from_before_this_coordinator_says_nothing_of_what_is_hosted_now()
    {
        Start(A);
        var effects = Says(A, new RegisterRegion(Term - 1, A, NodeOf(A), IsProxy: false, Leaving: false, []));
        Assert.Single(Sent<RegisterAgain>(effects));
        Assert.True(_core.IsRecovering);
    }

    [Fact]
    public void A_region_that_remoting_gave_up_keeps_its_shards_until_its_node_is_removed()
    {
        StartWith(A, B);
        Host(B, "s");
        Handle(new CoordinatorEvent.RegionTerminated(B, WithItsNode: true));
        Assert.Empty(Sent<HostShard>(Says(A, new GetShardHome(Term, "s"))));
        Handle(new CoordinatorEvent.NodeRemoved(NodeOf(B)));
        Assert.Single(Sent<HostShard>(Says(A, new GetShardHome(Term, "s"))));
    }

    [Fact]
    public void However_long_a_member_does_not_answer_what_it_may_host_is_not_allocated()
    {
        Start(A, B);
        Register(A);
        Says(A, new GetShardHome(Term, "s"));
        _now += TimeSpan.FromMinutes(10);
        Assert.Empty(Sent<HostShard>(Handle(new CoordinatorEvent.Tick())));
        Assert.Single(Sent<HostShard>(Handle(new CoordinatorEvent.NodeRemoved(NodeOf(B)))));
    }

    private static NodeId NodeOf(NamedRef region) => new(NamedRef.AddressOf(region.Node), (int)region.Path.Uid);

    private static NodeStanding Standing(NamedRef region) => new(NodeOf(region), MemberStatus.Up, Reachable: true, AppVersion.Zero);

    private static List<T> Sent<T>(List<ShardingEffect> effects) =>
        effects.OfType<ShardingEffect.Send>().Select(static send => send.Message).OfType<T>().ToList();

    private void Start(params NamedRef[] regions) => Handle(new CoordinatorEvent.Started(regions.Select(Standing).ToArray()));

    private void StartWith(params NamedRef[] regions)
    {
        Start(regions);
        foreach (var region in regions)
            Register(region);
        Assert.False(_core.IsRecovering);
    }

    private void Host(NamedRef region, string shard) =>
        Says(region, new RegisterRegion(Term, region, NodeOf(region), IsProxy: false, Leaving: false,
            [.. _core.State.Regions[region].Shards, shard]));

    /// <summary>Starts with A and one more member, of which only A answers.</summary>
    private bool IsRecoveringWith(NodeStanding other)
    {
        Handle(new CoordinatorEvent.Started([Standing(A), other]));
        Register(A);
        return _core.IsRecovering;
    }

    /// <summary>A region leaves and every region does at once what it is told.</summary>
    private void HandOver(NamedRef leaving)
    {
        foreach (var begun in Sent<BeginHandOff>(Says(leaving, new GracefulShutdownRequest(Term))).DistinctBy(static b => b.Shard))
        {
            var handOff = _core.State.Regions.Keys.Cast<NamedRef>().SelectMany(region => Sent<HandOff>(Ack(begun, region))).Single();
            Says(leaving, new ShardStopped(Term, begun.Shard, handOff.Version));
        }
    }

    private List<ShardingEffect> Register(NamedRef region, params string[] hosted) =>
        Says(region, new RegisterRegion(_core.Term, region, NodeOf(region), IsProxy: false, Leaving: false, hosted));

    private List<ShardingEffect> Ack(BeginHandOff begun, NamedRef region) =>
        Says(begun.Home as NamedRef ?? region, new BeginHandOffAck(Term, begun.Shard, begun.Version, region));

    private List<ShardingEffect> Says(NamedRef region, IRegionMessage message) => Handle(new CoordinatorEvent.Received(region, message));

    private List<ShardingEffect> Handle(CoordinatorEvent happened)
    {
        List<ShardingEffect> effects = [];
        _core.Handle(happened, _now, effects);
        return effects;
    }
}
