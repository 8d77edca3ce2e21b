using System.Collections.Immutable;
using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Util;
using static EngineTests.Membership.Nodes;

namespace EngineTests.Membership;

public sealed class MembershipCoreTests
{
    [Fact]
    public void A_node_that_joins_itself_is_up_at_once()
    {
        var state = Handle(State(1, Gossip.Empty), new MembershipEvent.SelfJoins()).State;
        Assert.Equal(MemberStatus.Up, state.SelfMember!.Status);
        Assert.Equal(1, state.SelfMember.UpNumber);
        Assert.Equal(Node(1), state.Leader);
    }

    [Fact]
    public void Nobody_becomes_up_before_there_are_enough_members()
    {
        var settings = new MembershipSettings { MinNrOfMembers = 2 };
        var state = Handle(State(1, Gossip.Empty, settings), new MembershipEvent.SelfJoins()).State;
        Assert.Equal(MemberStatus.Joining, state.SelfMember!.Status);
        state = Handle(state, Join(2)).State;
        Assert.All(state.Gossip.Members, static m => Assert.Equal(MemberStatus.Up, m.Status));
    }

    [Fact]
    public void Nobody_becomes_up_before_a_role_has_enough_members()
    {
        var settings = new MembershipSettings { MinNrOfMembersOfRole = ImmutableDictionary<string, int>.Empty.Add("edge", 1) };
        var state = Handle(State(1, Gossip.Empty, settings), new MembershipEvent.SelfJoins()).State;
        Assert.Equal(MemberStatus.Joining, state.SelfMember!.Status);
        state = Handle(state, Join(2, roles: "edge")).State;
        Assert.Equal(MemberStatus.Up, state.SelfMember!.Status);
    }

    [Fact]
    public void A_joining_node_is_welcomed_and_becomes_up_once_the_others_have_seen_it()
    {
        var step = Handle(State(1, Converged(Member(1), Member(2))), Join(3));
        Assert.Contains(step.Effects, e => e is MembershipEffect.SendWelcome w && w.To == Node(3));
        Assert.Contains(step.Effects, e => e is MembershipEffect.SendGossip g && g.To == Node(2));
        Assert.Equal(MemberStatus.Joining, step.State.Gossip.FindMember(Node(3))!.Status);

        var seen = step.State.Gossip.MarkSeen(Node(2));
        step = Handle(step.State, new MembershipEvent.GossipReceived(Node(2), Node(1), seen));
        var promoted = step.State.Gossip.FindMember(Node(3))!;
        Assert.Equal(MemberStatus.Up, promoted.Status);
        Assert.Equal(3, promoted.UpNumber);
    }

    [Fact]
    public void A_lost_welcome_is_sent_again_when_the_join_is_repeated()
    {
        var state = Handle(State(1, Converged(Member(1))), Join(2)).State;
        var again = Handle(state, Join(2));
        Assert.Contains(again.Effects, e => e is MembershipEffect.SendWelcome w && w.To == Node(2));
        Assert.Same(state.Gossip, again.State.Gossip);
    }

    [Fact]
    public void A_new_incarnation_downs_the_old_one_and_comes_in_when_that_is_removed()
    {
        var state = State(1, Converged(Member(1), Member(2), Member(3)));
        var step = Handle(state, Join(3, uid: 33));
        Assert.Equal(MemberStatus.Down, step.State.Gossip.FindMember(Node(3))!.Status);
        Assert.Null(step.State.Gossip.FindMember(Node(3, 33)));

        step = Handle(step.State, new MembershipEvent.GossipReceived(Node(2), Node(1), step.State.Gossip.MarkSeen(Node(2))));
        Assert.Null(step.State.Gossip.FindMember(Node(3)));
        Assert.Contains(Node(3), step.State.Gossip.Tombstones.Keys);
        Assert.NotNull(step.State.Gossip.FindMember(Node(3, 33)));
    }

    [Fact]
    public void A_quarantined_incarnation_is_unreachable_for_good_and_its_successor_comes_in_when_it_is_removed()
    {
        var state = Handle(State(1, Converged(Member(1), Member(2))), new MembershipEvent.Quarantined(Node(2))).State;
        Assert.False(state.Gossip.Reachability.IsReachable(Node(2)));
        state = Handle(state, new MembershipEvent.AvailabilityChecked([])).State;
        Assert.False(state.Gossip.Reachability.IsReachable(Node(2)), "silence may end, a quarantine does not");

        // Restarted at once at the same address: nobody waits for a resolver to decide about the old one.
        state = Handle(state, Join(2, uid: 22)).State;
        Assert.False(state.Gossip.HasMember(Node(2)));
        state = Handle(state, Join(2, uid: 22)).State;
        Assert.Equal(MemberStatus.Up, state.Gossip.FindMember(Node(2, 22))!.Status);
    }

    [Fact]
    public void A_removed_incarnation_cannot_join_again()
    {
        var gossip = Converged(Member(1), Member(2)).Remove(new HashSet<UniqueAddress> { Node(2) }, Start);
        var step = Handle(State(1, gossip), Join(2));
        Assert.Null(step.State.Gossip.FindMember(Node(2)));
    }

    [Fact]
    public void Gossip_for_another_incarnation_or_from_a_stranger_is_ignored()
    {
        var state = State(1, Converged(Member(1), Member(2)));
        var newer = state.Gossip.Update([Member(9)]).ChangedBy(Node(2));
        Assert.Same(state.Gossip, Handle(state, new MembershipEvent.GossipReceived(Node(2), Node(1, 77), newer)).State.Gossip);
        Assert.Same(state.Gossip, Handle(state, new MembershipEvent.GossipReceived(Node(8), Node(1), newer)).State.Gossip);
    }

    [Fact]
    public void Concurrent_views_are_merged_and_the_merge_goes_back()
    {
        var common = Converged(Member(1), Member(2));
        var state = State(1, common.Update([Member(3, MemberStatus.Joining)]).ChangedBy(Node(1)));
        var theirs = common.Update([Member(4, MemberStatus.Joining)]).ChangedBy(Node(2));
        var step = Handle(state, new MembershipEvent.GossipReceived(Node(2), Node(1), theirs));
        Assert.NotNull(step.State.Gossip.FindMember(Node(3)));
        Assert.NotNull(step.State.Gossip.FindMember(Node(4)));
        Assert.Contains(step.Effects, e => e is MembershipEffect.SendGossip g && g.To == Node(2));
    }

    [Fact]
    public void An_unreachable_member_stops_convergence_until_it_is_down()
    {
        var state = State(1, Converged(Member(1), Member(2), Member(3)));
        state = Handle(state, new MembershipEvent.AvailabilityChecked([Node(3)])).State;
        state = SeenBy(state, 2);
        Assert.False(state.IsConverged);
        state = Handle(state, new MembershipEvent.DownAsked([Address(3)])).State;
        state = SeenBy(state, 2);
        Assert.Null(state.Gossip.FindMember(Node(3)));
    }

    [Fact]
    public void A_leaving_member_goes_on_to_exiting_and_is_removed_when_it_confirms()
    {
        var state = State(1, Converged(Member(1), Member(2)));
        state = Handle(state, new MembershipEvent.LeaveAsked(Address(2))).State;
        Assert.Equal(MemberStatus.Leaving, state.Gossip.FindMember(Node(2))!.Status);
        state = SeenBy(state, 2);
        Assert.Equal(MemberStatus.Exiting, state.Gossip.FindMember(Node(2))!.Status);
        state = Handle(state, new MembershipEvent.ExitingConfirmed(Node(2))).State;
        Assert.Null(state.Gossip.FindMember(Node(2)));
    }

    [Fact]
    public void A_downed_node_stops_once_and_then_ignores_everything()
    {
        var step = Handle(State(1, Converged(Member(1), Member(2))), new MembershipEvent.DownAsked([Address(1)]));
        Assert.Single(step.Effects, static e => e is MembershipEffect.StopSelf);
        Assert.Empty(Handle(step.State, new MembershipEvent.Tick()).Effects);
    }

    [Fact]
    public void A_node_that_was_removed_without_noticing_stops_when_it_learns_so()
    {
        var mine = Converged(Member(1), Member(2));
        var theirs = mine.Remove(new HashSet<UniqueAddress> { Node(1) }, Start).ChangedBy(Node(2));
        var step = Handle(State(1, mine), new MembershipEvent.GossipReceived(Node(2), Node(1), theirs));
        Assert.Single(step.Effects, static e => e is MembershipEffect.StopSelf);
    }

    [Fact]
    public void Who_joins_without_convergence_becomes_weakly_up_and_then_up()
    {
        var state = State(1, Converged(Member(1), Member(2), Member(3)));
        state = Handle(state, new MembershipEvent.AvailabilityChecked([Node(3)])).State;
        state = Handle(state, Join(4)).State;
        state = Handle(state, new MembershipEvent.Tick(), Start + TimeSpan.FromSeconds(8)).State;
        Assert.Equal(MemberStatus.WeaklyUp, state.Gossip.FindMember(Node(4))!.Status);
        state = Handle(state, new MembershipEvent.AvailabilityChecked([])).State;
        state = SeenBy(state, 2);
        state = SeenBy(state, 3);
        Assert.Equal(MemberStatus.Up, state.Gossip.FindMember(Node(4))!.Status);
    }

    [Fact]
    public void Nobody_becomes_weakly_up_where_that_is_off_before_there_are_enough_members_or_while_unreachable()
    {
        Assert.Equal(MemberStatus.Joining, StatusAfterWaiting(new MembershipSettings { WeaklyUpAfter = null }, unavailable: 3));
        Assert.Equal(MemberStatus.Joining, StatusAfterWaiting(new MembershipSettings { MinNrOfMembers = 5 }, unavailable: 3));
        Assert.Equal(MemberStatus.Joining, StatusAfterWaiting(new MembershipSettings(), unavailable: 4));

        static MemberStatus StatusAfterWaiting(MembershipSettings settings, int unavailable)
        {
            var state = Handle(State(1, Converged(Member(1), Member(2), Member(3)), settings), Join(4)).State;
            state = Handle(state, new MembershipEvent.AvailabilityChecked([Node(unavailable)])).State;
            return Handle(state, new MembershipEvent.Tick(), Start + TimeSpan.FromMinutes(1)).State.Gossip.FindMember(Node(4))!.Status;
        }
    }

    [Fact]
    public void A_weakly_up_member_can_leave_and_be_downed_without_ever_being_up()
    {
        var weak = Converged(Member(1), Member(2, MemberStatus.WeaklyUp, Broker.Runtime.Cluster.Member.NotYetUp), Member(3));
        var left = Handle(State(1, weak), new MembershipEvent.LeaveAsked(Address(2))).State;
        Assert.Equal(MemberStatus.Leaving, left.Gossip.FindMember(Node(2))!.Status);
        var downed = Handle(State(1, weak), new MembershipEvent.DownAsked([Address(2)])).State;
        Assert.Equal(MemberStatus.Down, downed.Gossip.FindMember(Node(2))!.Status);
    }

    [Fact]
    public void Who_is_not_up_yet_asks_again_to_be_let_in()
    {
        var state = State(2, Converged(Member(1), Member(2, MemberStatus.Joining)));
        state = Handle(state, new MembershipEvent.Tick()).State;
        var step = Handle(state, new MembershipEvent.Tick(), Start + TimeSpan.FromSeconds(5));
        Assert.Contains(new MembershipEffect.SendJoin(Node(1)), step.Effects);
    }

    [Fact]
    public void Tombstones_are_forgotten_after_a_day()
    {
        var gossip = Converged(Member(1), Member(2)).Remove(new HashSet<UniqueAddress> { Node(2) }, Start);
        var state = Handle(State(1, gossip), new MembershipEvent.Tick(), Start + TimeSpan.FromHours(25)).State;
        Assert.Empty(state.Gossip.Tombstones);
    }

    [Fact]
    public void The_periodic_gossip_offers_only_a_status_to_who_has_seen_the_view()
    {
        var step = Handle(State(1, Converged(Member(1), Member(2))), new MembershipEvent.Tick());
        Assert.IsType<MembershipEffect.SendStatus>(Assert.Single(step.Effects));
        Assert.Empty(Handle(step.State, new MembershipEvent.Tick(), Start + TimeSpan.FromMilliseconds(500)).Effects);
    }

    private static MembershipStep Handle(MembershipState state, MembershipEvent happened, DateTimeOffset? now = null) =>
        MembershipCore.Handle(state, happened, now ?? Start);

    private static MembershipState SeenBy(MembershipState state, int number) =>
        Handle(state, new MembershipEvent.GossipReceived(Node(number), state.Self, state.Gossip.MarkSeen(Node(number)))).State;

    private static MembershipEvent.JoinAsked Join(int number, int uid = 0, params string[] roles) =>
        new(Node(number, uid), [.. roles], AppVersion.Zero);
}
