using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;
using Broker.Runtime.Cluster.Sharding.Regions;

namespace EngineTests.Sharding.Regions;

public class ShardRegionCoreTests
{
    private const long Term = 7;

    private static readonly NamedRef Self = new("a", "region", 1);
    private static readonly NamedRef Other = new("b", "region", 2);
    private static readonly NamedRef Coordinator = new("c", "coordinator", 3);
    private static readonly NodeId OtherNode = new(NamedRef.AddressOf("b"), 2);

    private readonly ShardRegionCore _core =
        new(Self, new NodeId(NamedRef.AddressOf("a"), 1), isProxy: false, new RegionOptions { BufferSize = 3 });

    private TimeSpan _now = TimeSpan.FromSeconds(1);

    [Fact]
    public void It_registers_as_soon_as_the_coordinators_node_is_known_and_again_after_a_short_pause()
    {
        var effects = Handle(new RegionEvent.CoordinatorNodeChanged(NamedRef.AddressOf("c")));
        Assert.IsType<RegisterRegion>(Assert.Single(effects.OfType<ShardingEffect.SendToCoordinatorOn>()).Message);
        Assert.Equal(TimeSpan.FromMilliseconds(50), _core.NextWakeUp - _now);
        _now = _core.NextWakeUp;
        Assert.Single(Handle(new RegionEvent.Tick()).OfType<ShardingEffect.SendToCoordinatorOn>());
        Assert.Equal(TimeSpan.FromMilliseconds(100), _core.NextWakeUp - _now);
    }

    [Fact]
    public void Messages_wait_for_the_home_and_go_there_in_order()
    {
        Registered();
        Assert.Single(Sent<GetShardHome>(Route("s", "one")));
        Assert.Empty(Route("s", "two"));
        var effects = Says(new ShardHome(Term, "s", 1, Other, OtherNode));
        Assert.Equal(["one", "two"], effects.OfType<ShardingEffect.Forward>().Select(static forward => forward.Message));
        Assert.Equal(Other, Assert.Single(Route("s", "three").OfType<ShardingEffect.Forward>()).Target);
    }

    [Fact]
    public void What_waited_before_the_registration_is_asked_for_at_the_registration()
    {
        Route("s", "one");
        Assert.Equal("s", Assert.Single(Sent<GetShardHome>(Registered())).Shard);
    }

    [Fact]
    public void More_than_the_limit_is_dropped_and_counted()
    {
        Registered();
        for (var i = 0; i < 5; i++)
            Route($"s{i}", i);
        Assert.Equal(3, _core.Buffered);
        Assert.Equal(2, _core.Dropped);
    }

    [Fact]
    public void A_shard_that_is_to_live_here_is_started_and_reported()
    {
        Registered();
        Route("s", "one");
        var effects = Says(new HostShard(Term, "s", 1));
        Assert.Single(effects.OfType<ShardingEffect.StartShard>());
        Assert.Single(Sent<ShardStarted>(effects));
        Assert.Equal("one", Assert.Single(effects.OfType<ShardingEffect.DeliverToShard>()).Message);
    }

    [Fact]
    public void An_earlier_coordinator_is_not_obeyed()
    {
        Registered();
        Assert.Empty(Says(new HostShard(Term - 1, "s", 9)));
        Assert.Empty(_core.Hosted);
        Assert.Equal(Term, Assert.Single(Sent<HigherTermSeen>(Says(new CoordinatorHello(Term - 1, Other)))).Seen);
    }

    [Fact]
    public void An_overtaken_decision_is_not_obeyed()
    {
        Registered();
        Says(new HostShard(Term, "s", 1));
        Says(new HandOff(Term, "s", 5));
        Handle(new RegionEvent.ShardStoppedHere("s", []));
        Assert.Empty(Says(new HostShard(Term, "s", 1)));
        Assert.Empty(_core.Hosted);
    }

    [Fact]
    public void The_answer_to_BeginHandOff_goes_behind_what_was_forwarded_to_the_home()
    {
        Registered();
        Says(new ShardHome(Term, "s", 1, Other, OtherNode));
        var barrier = Assert.Single(Says(new BeginHandOff(Term, "s", 2, Other)).OfType<ShardingEffect.Send>());
        Assert.Equal(Other, barrier.Target);
        Assert.IsType<HandOffBarrier>(barrier.Message);
        Assert.Empty(Route("s", "one").OfType<ShardingEffect.Forward>());
        Assert.Equal(1, _core.Buffered);
    }

    [Fact]
    public void A_region_that_forwarded_nothing_answers_BeginHandOff_itself()
    {
        Registered();
        Assert.Single(Sent<BeginHandOffAck>(Says(new BeginHandOff(Term, "s", 2, Other))));
    }

    [Fact]
    public void A_shard_on_the_way_out_takes_no_messages_and_its_last_ones_go_first_to_the_next_home()
    {
        Registered();
        Says(new HostShard(Term, "s", 1));
        Assert.Single(Says(new HandOff(Term, "s", 2)).OfType<ShardingEffect.HandOffShard>());
        Assert.Empty(Route("s", "late").OfType<ShardingEffect.DeliverToShard>());
        var stopped = Handle(new RegionEvent.ShardStoppedHere("s", [new BufferedMessage("early", Self)]));
        Assert.Equal(2, Assert.Single(Sent<ShardStopped>(stopped)).Version);
        var effects = Says(new ShardHome(Term, "s", 3, Other, OtherNode));
        Assert.Equal(["early", "late"], effects.OfType<ShardingEffect.Forward>().Select(static forward => forward.Message));
    }

    [Fact]
    public void A_removed_nodes_shards_are_asked_for_anew_and_a_stale_answer_is_not_believed()
    {
        Registered();
        Says(new ShardHome(Term, "s", 1, Other, OtherNode));
        Handle(new RegionEvent.NodeRemoved(OtherNode));
        Assert.Single(Sent<GetShardHome>(Route("s", "one")));
        Assert.Empty(Says(new ShardHome(Term, "s", 1, Other, OtherNode)).OfType<ShardingEffect.Forward>());
        Assert.Equal(1, _core.Buffered);
        _now = _core.NextWakeUp;
        Assert.Single(Sent<GetShardHome>(Handle(new RegionEvent.Tick())));
    }

    [Fact]
    public void A_new_coordinator_is_told_at_once_what_lives_here()
    {
        Registered();
        Says(new HostShard(Term, "s", 1));
        var next = new NamedRef("b", "coordinator", 4);
        var effects = Handle(new RegionEvent.Received(next, new CoordinatorHello(Term + 1, next)));
        Assert.Equal(["s"], Assert.Single(Sent<RegisterRegion>(effects)).Hosted);
    }

    [Fact]
    public void A_leaving_region_stops_once_all_is_handed_over()
    {
        Registered();
        Says(new HostShard(Term, "s", 1));
        Assert.Single(Sent<GracefulShutdownRequest>(Handle(new RegionEvent.LeaveRequested())));
        Says(new HandOff(Term, "s", 2));
        Assert.Single(Handle(new RegionEvent.ShardStoppedHere("s", [])).OfType<ShardingEffect.StopSelf>());
    }

    [Fact]
    public void A_leaving_region_that_is_given_a_shard_once_more_waits_anew_and_does_not_wake_itself_for_ever()
    {
        Registered();
        Route("waits", "for a home");
        Handle(new RegionEvent.LeaveRequested());
        var first = _now + new RegionOptions().LeaveBufferTimeout;
        Says(new HostShard(Term, "s", 1));
        _now = first;
        Handle(new RegionEvent.Tick());
        Assert.True(_core.NextWakeUp > _now, $"{_core.NextWakeUp} is not after {_now}");

        Says(new HandOff(Term, "s", 2));
        Handle(new RegionEvent.ShardStoppedHere("s", []));
        _now += new RegionOptions().LeaveBufferTimeout;
        Assert.Single(Handle(new RegionEvent.Tick()).OfType<ShardingEffect.StopSelf>());
    }

    [Fact]
    public void A_region_that_hosts_nothing_leaves_at_once() =>
        Assert.Single(Handle(new RegionEvent.LeaveRequested()).OfType<ShardingEffect.StopSelf>());

    private static List<T> Sent<T>(List<ShardingEffect> effects) =>
        effects.OfType<ShardingEffect.Send>().Select(static send => send.Message).OfType<T>().ToList();

    private List<ShardingEffect> Registered()
    {
        Handle(new RegionEvent.CoordinatorNodeChanged(NamedRef.AddressOf("c")));
        return Says(new RegionRegistered(Term, Coordinator));
    }

    private List<ShardingEffect> Route(string shard, object message)
    {
        List<ShardingEffect> effects = [];
        _core.Route(shard, message, Self, _now, effects);
        return effects;
    }

    private List<ShardingEffect> Says(ICoordinatorMessage message) => Handle(new RegionEvent.Received(Coordinator, message));

    private List<ShardingEffect> Handle(RegionEvent happened)
    {
        List<ShardingEffect> effects = [];
        _core.Handle(happened, _now, effects);
        return effects;
    }
}
