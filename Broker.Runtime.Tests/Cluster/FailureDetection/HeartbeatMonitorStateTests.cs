using System.Collections.Immutable;
using Broker.Runtime.Cluster.FailureDetection;
using FsCheck;
using FsCheck.Fluent;
using static EngineTests.Membership.Nodes;

namespace EngineTests.Membership;

public sealed class HeartbeatMonitorStateTests
{
    [Fact]
    public void Every_node_is_watched_by_as_many_others_as_asked() =>
        Prop.ForAll(Arb.From(Gen.Choose(2, 30)), Arb.From(Gen.Choose(1, 9)), static (count, monitoredBy) =>
        {
            var all = Enumerable.Range(1, count).Select(static n => Node(n)).ToImmutableHashSet();
            var watched = all.SelectMany(n => HeartbeatRing.Receivers(n, all.Remove(n), [], monitoredBy)).ToList();
            return all.All(n => watched.Count(w => w == n) == Math.Min(monitoredBy, count - 1));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Unreachable_nodes_are_watched_but_do_not_count()
    {
        var all = Enumerable.Range(1, 6).Select(static n => Node(n)).ToImmutableHashSet();
        var next = HeartbeatRing.Receivers(Node(1), all.Remove(Node(1)), [], 1).Single();
        var receivers = HeartbeatRing.Receivers(Node(1), all.Remove(Node(1)), [next], 1);
        Assert.Equal(2, receivers.Count);
        Assert.Contains(next, receivers);
    }

    [Fact]
    public void A_node_that_never_answers_is_missed_as_well()
    {
        var state = Watching(2);
        state = state.ExpectFirst(TimeSpan.FromSeconds(1));
        Assert.Empty(state.Unavailable(TimeSpan.FromSeconds(2)));
        Assert.Equal([Node(2)], state.Unavailable(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Answers_of_another_incarnation_do_not_count()
    {
        var state = Watching(2).Heard(Node(2), TimeSpan.FromSeconds(1));
        for (var second = 2; second < 20; second++)
            state = state.Heard(Node(2, uid: 99), TimeSpan.FromSeconds(second));
        Assert.Equal([Node(2)], state.Unavailable(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void A_node_found_unreachable_stays_watched_when_the_ring_changes()
    {
        var state = new HeartbeatMonitorState(Node(1), new PhiAccrualSettings(), 1, TimeSpan.FromSeconds(1));
        var all = Enumerable.Range(1, 6).Select(static n => Node(n)).ToImmutableHashSet();
        var outside = all.Remove(Node(1)).Except(HeartbeatRing.Receivers(Node(1), all.Remove(Node(1)), [], 1)).Max()!;
        state = state.WithMembers(all, [outside], [outside], TimeSpan.Zero);
        Assert.Contains(outside, state.Receivers);
        Assert.DoesNotContain(outside, state.WithMembers(all, [], [], TimeSpan.Zero).Receivers);
    }

    [Fact]
    public void A_process_that_stood_still_blames_nobody_before_answers_could_come()
    {
        var (state, unavailable) = Watching(2).Heard(Node(2), TimeSpan.FromSeconds(1)).Check(TimeSpan.FromSeconds(2));
        Assert.Empty(unavailable!);
        (state, unavailable) = state.Check(TimeSpan.FromSeconds(30));
        Assert.Null(unavailable);
        (_, unavailable) = state.Check(TimeSpan.FromSeconds(32));
        Assert.Equal([Node(2)], unavailable!);
    }

    private static HeartbeatMonitorState Watching(params int[] others) =>
        new HeartbeatMonitorState(Node(1), new PhiAccrualSettings(), 9, TimeSpan.FromSeconds(1))
            .WithMembers([.. others.Select(static n => Node(n)), Node(1)], [], [], TimeSpan.Zero);
}
