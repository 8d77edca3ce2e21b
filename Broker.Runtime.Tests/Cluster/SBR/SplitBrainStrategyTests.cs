using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Cluster.SBR;
using static EngineTests.Membership.Nodes;

namespace EngineTests.Membership;

/// <summary>Each documented strategy, from both sides of a partition: who goes on, and that the sides agree.</summary>
public sealed class SplitBrainStrategyTests
{
    private static readonly SplitBrainRules KeepOldest = new() { Strategy = SplitBrainStrategy.KeepOldest };
    private static readonly SplitBrainRules StaticQuorum = new() { Strategy = SplitBrainStrategy.StaticQuorum, QuorumSize = 2 };

    [Fact]
    public void Down_all_leaves_nobody_on_either_side()
    {
        var (here, there) = Decide(new() { Strategy = SplitBrainStrategy.DownAll }, Members(5), [1, 2, 3], [4, 5]);
        Assert.Equal(5, here.ToDown.Count);
        Assert.Equal(5, there.ToDown.Count);
    }

    [Fact]
    public void Keep_oldest_with_a_role_keeps_the_side_of_the_oldest_that_has_it() =>
        OneGoesOn(KeepOldest with { Role = "core" }, [Member(1), Member(2), Member(3, roles: "core"), Member(4, roles: "core")], [3, 4], [1, 2]);

    [Fact]
    public void Keep_oldest_looks_for_company_among_the_role_only()
    {
        // The oldest of the role is its only member on its side, whoever else is there.
        OneGoesOn(KeepOldest with { Role = "core" }, [Member(1, roles: "core"), Member(2), Member(3, roles: "core"), Member(4)], [3], [1, 2, 4]);
    }

    [Fact]
    public void Of_two_members_the_oldest_gives_way_as_it_is_alone_and_the_other_goes_on() => OneGoesOn(KeepOldest, Members(2), [2], [1]);

    [Fact]
    public void Without_down_if_alone_the_oldest_goes_on_however_alone() => OneGoesOn(KeepOldest with { DownIfAlone = false }, Members(5), [1], [2, 3, 4, 5]);

    [Fact]
    public void The_oldest_is_who_was_up_first_not_who_has_the_lowest_address() =>
        OneGoesOn(KeepOldest, [Member(1, upNumber: 9), Member(2, upNumber: 8), Member(3, upNumber: 1), Member(4, upNumber: 2)], [3, 4], [1, 2]);

    [Fact]
    public void A_static_quorum_of_a_role_does_not_count_others() =>
        OneGoesOn(StaticQuorum with { Role = "core" }, [Member(1), Member(2), Member(3), Member(4, roles: "core"), Member(5, roles: "core")], [4, 5], [1, 2, 3]);

    [Fact]
    public void Where_no_side_has_the_quorum_nobody_goes_on()
    {
        var (here, there) = Decide(StaticQuorum with { QuorumSize = 3 }, Members(4), [1, 2], [3, 4]);
        Assert.Equal(SplitBrainVerdict.DownReachable, here.Verdict);
        Assert.Equal(SplitBrainVerdict.DownReachable, there.Verdict);
    }

    [Theory]
    [InlineData(MemberStatus.Joining)]
    [InlineData(MemberStatus.WeaklyUp)]
    public void Who_is_not_up_counts_for_no_quorum(MemberStatus status)
    {
        var members = new[] { Member(1), Member(2), Member(3), Member(4, status), Member(5, status) };
        var (here, there) = Decide(StaticQuorum with { QuorumSize = 3 }, members, [1, 2, 4, 5], [3]);
        Assert.Equal(SplitBrainVerdict.DownReachable, here.Verdict);
        Assert.Equal(SplitBrainVerdict.DownReachable, there.Verdict);
    }

    [Fact]
    public void Who_is_not_up_is_downed_with_the_side_that_loses()
    {
        var members = new[] { Member(1), Member(2), Member(3), Member(4), Member(5, MemberStatus.WeaklyUp) };
        Assert.Equal([Node(4), Node(5)], Decide(new(), members, [1, 2, 3], [4, 5]).Here.ToDown);
    }

    [Fact]
    public void Of_two_halves_of_a_role_the_one_with_its_lowest_address_goes_on() =>
        OneGoesOn(new() { Role = "core" }, [Member(1), Member(2, roles: "core"), Member(3, roles: "core"), Member(4)], [2, 4], [1, 3]);

    [Fact]
    public void Indirectly_connected_nodes_are_downed_and_the_strategy_decides_among_the_rest()
    {
        // 6 and 7 are cut off; 2 and 3 cannot hear each other though 1 hears both.
        var members = Members(7);
        var reachability = Reachability.Empty.Unreachable(Node(2), Node(3)).Unreachable(Node(3), Node(2)).Unreachable(Node(1), Node(6)).Unreachable(Node(1), Node(7));
        var view = new SplitBrainView(Node(1), Node(1), [.. members], reachability, [Node(1), Node(2), Node(3), Node(4), Node(5)]);
        Assert.Equal([Node(2), Node(3), Node(6), Node(7)], SplitBrainDecision.Decide(new(), view).ToDown);
    }

    [Fact]
    public void Where_all_are_only_indirectly_connected_all_are_downed()
    {
        var members = Members(2);
        var reachability = Reachability.Empty.Unreachable(Node(1), Node(2)).Unreachable(Node(2), Node(1));
        var view = new SplitBrainView(Node(1), Node(1), [.. members], reachability, [Node(1), Node(2)]);
        Assert.Equal([Node(1), Node(2)], SplitBrainDecision.Decide(new(), view).ToDown);
    }

    [Fact]
    public void Without_down_all_when_unstable_a_view_that_never_settles_is_waited_for()
    {
        var state = new SplitBrainState(new SplitBrainRules { StableAfter = TimeSpan.FromSeconds(5), DownAllWhenUnstable = null });
        for (var second = 0; second < 300; second++)
        {
            state = state.Observe(View(Members(5), [1, 2, 3], second % 2 == 0 ? [4] : [4, 5]), TimeSpan.FromSeconds(second));
            Assert.Null(state.Decide(TimeSpan.FromSeconds(second), isCalm: true).Decision);
        }
    }

    [Fact]
    public void A_partition_that_heals_in_time_is_forgotten()
    {
        var state = new SplitBrainState(new SplitBrainRules { StableAfter = TimeSpan.FromSeconds(5), DownAllWhenUnstable = TimeSpan.FromSeconds(4) });
        state = state.Observe(View(Members(5), [1, 2, 3], [4, 5]), TimeSpan.Zero);
        state = state.Observe(View(Members(5), [1, 2, 3, 4, 5], []), TimeSpan.FromSeconds(4));
        Assert.Null(state.Decide(TimeSpan.FromSeconds(60), isCalm: true).Decision);
        state = state.Observe(View(Members(5), [1, 2, 3], [4, 5]), TimeSpan.FromSeconds(61));
        Assert.Null(state.Decide(TimeSpan.FromSeconds(65), isCalm: true).Decision);
        Assert.NotNull(state.Decide(TimeSpan.FromSeconds(66), isCalm: true).Decision);
    }

    private static Member[] Members(int count) => [.. Enumerable.Range(1, count).Select(static n => Member(n))];

    private static void OneGoesOn(SplitBrainRules rules, Member[] members, int[] goOn, int[] go)
    {
        var (here, there) = Decide(rules, members, goOn, go);
        Assert.Equal((SplitBrainVerdict.DownUnreachable, SplitBrainVerdict.DownReachable), (here.Verdict, there.Verdict));
        Assert.True(here.ToDown.SetEquals(go.Select(static n => Node(n))));
        Assert.Equal(here.ToDown, there.ToDown);
    }

    private static (SplitBrainDecision Here, SplitBrainDecision There) Decide(SplitBrainRules rules, Member[] members, int[] one, int[] other) =>
        (SplitBrainDecision.Decide(rules, View(members, one, other)), SplitBrainDecision.Decide(rules, View(members, other, one)));

    /// <summary>As the first of the reachable nodes sees it, which finds the others unreachable.</summary>
    private static SplitBrainView View(Member[] members, int[] reachable, int[] unreachable)
    {
        var self = Node(reachable[0]);
        var reachability = unreachable.Aggregate(Reachability.Empty, (table, n) => table.Unreachable(self, Node(n)));
        return new SplitBrainView(self, Node(reachable.Min()), [.. members], reachability, [.. reachable.Select(static n => Node(n))]);
    }
}
