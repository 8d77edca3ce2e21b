using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Cluster.SBR;
using FsCheck;
using FsCheck.Fluent;
using static EngineTests.Membership.Nodes;

namespace EngineTests.Membership;

public sealed class SplitBrainDecisionTests
{
    [Fact]
    public void The_majority_goes_on()
    {
        Assert.Equal(SplitBrainVerdict.DownUnreachable, Decide(new(), [1, 2, 3], [4, 5]).Verdict);
        Assert.Equal(SplitBrainVerdict.DownReachable, Decide(new(), [4, 5], [1, 2, 3]).Verdict);
    }

    [Fact]
    public void Of_two_halves_the_one_with_the_lowest_address_goes_on()
    {
        Assert.Equal(SplitBrainVerdict.DownUnreachable, Decide(new(), [1, 4], [2, 3]).Verdict);
        Assert.Equal(SplitBrainVerdict.DownReachable, Decide(new(), [2, 3], [1, 4]).Verdict);
    }

    [Fact]
    public void Exactly_one_side_of_any_partition_goes_on() =>
        Prop.ForAll(Arb.From(Gen.Elements(true, false).ListOf().Where(static s => s.Count is > 1 and < 12)), static sides =>
        {
            var left = Enumerable.Range(1, sides.Count).Where(n => sides[n - 1]).ToArray();
            var right = Enumerable.Range(1, sides.Count).Where(n => !sides[n - 1]).ToArray();
            if (left.Length == 0 || right.Length == 0)
                return true;
            return new[] { SplitBrainStrategy.KeepMajority, SplitBrainStrategy.KeepOldest }.All(strategy =>
            {
                var rules = new SplitBrainRules { Strategy = strategy };
                var here = Decide(rules, left, right);
                var there = Decide(rules, right, left);
                return here.ToDown.SetEquals(there.ToDown) && (here.Verdict, there.Verdict) is
                    (SplitBrainVerdict.DownUnreachable, SplitBrainVerdict.DownReachable) or
                    (SplitBrainVerdict.DownReachable, SplitBrainVerdict.DownUnreachable);
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_members_of_the_role_count()
    {
        var members = new[] { Member(1, roles: "core"), Member(2, roles: "core"), Member(3), Member(4), Member(5) };
        var decision = SplitBrainDecision.Decide(new SplitBrainRules { Role = "core" }, View(members, [1, 2], [3, 4, 5]));
        Assert.Equal(SplitBrainVerdict.DownUnreachable, decision.Verdict);
    }

    [Fact]
    public void A_majority_that_a_change_during_the_partition_may_have_undone_is_none()
    {
        var members = new[] { Member(1), Member(2), Member(3), Member(4, MemberStatus.Joining), Member(5, MemberStatus.Joining) };
        Assert.Equal(SplitBrainVerdict.DownAll, SplitBrainDecision.Decide(new(), View(members, [1, 2], [3, 4, 5])).Verdict);
    }

    [Fact]
    public void A_static_quorum_is_a_fixed_number()
    {
        var rules = new SplitBrainRules { Strategy = SplitBrainStrategy.StaticQuorum, QuorumSize = 3 };
        Assert.Equal(SplitBrainVerdict.DownUnreachable, Decide(rules, [1, 2, 3], [4, 5]).Verdict);
        Assert.Equal(SplitBrainVerdict.DownReachable, Decide(rules, [4, 5], [1, 2, 3]).Verdict);
        Assert.Equal(SplitBrainVerdict.DownAll, Decide(rules, [1, 2, 3], [4, 5, 6]).Verdict);
    }

    [Fact]
    public void The_oldest_alone_gives_way_unless_told_otherwise()
    {
        var rules = new SplitBrainRules { Strategy = SplitBrainStrategy.KeepOldest };
        Assert.Equal(SplitBrainVerdict.DownUnreachable, Decide(rules, [1, 2], [3, 4, 5]).Verdict);
        Assert.Equal(SplitBrainVerdict.DownReachable, Decide(rules, [1], [2, 3]).Verdict);
        Assert.Equal(SplitBrainVerdict.DownUnreachable, Decide(rules, [2, 3], [1]).Verdict);
        Assert.Equal(SplitBrainVerdict.DownUnreachable, Decide(rules with { DownIfAlone = false }, [1], [2, 3]).Verdict);
    }

    [Fact]
    public void Indirectly_connected_nodes_are_downed_and_the_others_go_on()
    {
        var members = Enumerable.Range(1, 5).Select(static n => Member(n)).ToArray();
        var reachability = Reachability.Empty.Unreachable(Node(2), Node(3)).Unreachable(Node(3), Node(2));
        var view = new SplitBrainView(Node(1), Node(1), [.. members], reachability, [.. members.Select(static m => m.UniqueAddress)]);
        Assert.Equal([Node(2), Node(3)], SplitBrainDecision.Decide(new(), view).ToDown);
    }

    [Fact]
    public void What_unreachable_nodes_said_before_they_were_cut_off_makes_no_indirect_connection()
    {
        var members = Enumerable.Range(1, 5).Select(static n => Member(n)).ToArray();
        var reachability = new[] { 2, 3, 4 }.Aggregate(Reachability.Empty, static (table, n) => table.Unreachable(Node(n), Node(5)).Unreachable(Node(1), Node(n)))
            .Unreachable(Node(1), Node(5));
        var view = new SplitBrainView(Node(1), Node(1), [.. members], reachability, [Node(1)]);
        Assert.Equal(SplitBrainVerdict.DownReachable, SplitBrainDecision.Decide(new(), view).Verdict);
    }

    [Fact]
    public void Nothing_is_decided_before_the_view_was_stable_for_long_enough()
    {
        var members = Enumerable.Range(1, 5).Select(static n => Member(n)).ToArray();
        var state = new SplitBrainState(new SplitBrainRules { StableAfter = TimeSpan.FromSeconds(5) });
        state = state.Observe(View(members, [1, 2, 3, 4], [5]), TimeSpan.Zero);
        state = state.Observe(View(members, [1, 2, 3], [4, 5]), TimeSpan.FromSeconds(4));
        Assert.Null(state.Decide(TimeSpan.FromSeconds(8), isCalm: true).Decision);
        Assert.Null(state.Decide(TimeSpan.FromSeconds(9), isCalm: false).Decision);
        Assert.NotNull(state.Decide(TimeSpan.FromSeconds(9), isCalm: true).Decision);
    }

    [Fact]
    public void A_view_that_never_settles_downs_everyone()
    {
        var members = Enumerable.Range(1, 5).Select(static n => Member(n)).ToArray();
        var state = new SplitBrainState(new SplitBrainRules { StableAfter = TimeSpan.FromSeconds(5), DownAllWhenUnstable = TimeSpan.FromSeconds(4) });
        for (var second = 0; second < 9; second++)
            state = state.Observe(View(members, [1, 2, 3], second % 2 == 0 ? [4] : [4, 5]), TimeSpan.FromSeconds(second));
        Assert.Null(state.Decide(TimeSpan.FromSeconds(8.9), isCalm: true).Decision);
        Assert.Equal(SplitBrainVerdict.DownAll, state.Decide(TimeSpan.FromSeconds(9), isCalm: true).Decision!.Verdict);
    }

    [Fact]
    public void Only_the_leader_of_a_side_decides()
    {
        var members = Enumerable.Range(1, 3).Select(static n => Member(n)).ToArray();
        var view = View(members, [2, 1], [3]);
        var state = new SplitBrainState(new SplitBrainRules { StableAfter = TimeSpan.Zero }).Observe(view, TimeSpan.Zero);
        Assert.Equal(Node(1), view.Leader);
        Assert.Null(state.Decide(TimeSpan.FromSeconds(1), isCalm: true).Decision);
    }

    private static SplitBrainDecision Decide(SplitBrainRules rules, int[] reachable, int[] unreachable) => SplitBrainDecision.Decide(
        rules, View([.. reachable.Concat(unreachable).Order().Select(static n => Member(n))], reachable, unreachable));

    /// <summary>As the first of the reachable nodes sees it, which finds the others unreachable.</summary>
    private static SplitBrainView View(Member[] members, int[] reachable, int[] unreachable)
    {
        var self = Node(reachable[0]);
        var reachability = unreachable.Aggregate(Reachability.Empty, (table, n) => table.Unreachable(self, Node(n)));
        var leader = Node(reachable.Min());
        return new SplitBrainView(self, leader, [.. members], reachability, [.. reachable.Select(static n => Node(n))]);
    }
}
