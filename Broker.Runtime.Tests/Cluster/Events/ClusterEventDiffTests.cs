using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Events;
using Broker.Runtime.Cluster.Membership;
using static EngineTests.Membership.Nodes;

namespace EngineTests.Membership;

public sealed class ClusterEventDiffTests
{
    [Fact]
    public void Members_that_came_changed_and_went_are_told()
    {
        var events = Between(
            Converged(Member(1), Member(2, MemberStatus.Joining), Member(3, MemberStatus.Exiting)),
            Converged(Member(1), Member(2), Member(4, MemberStatus.Joining)));
        Assert.Equal(
            [
                new ClusterEvent.MemberUp(Member(2)),
                new ClusterEvent.MemberJoined(Member(4, MemberStatus.Joining)),
                new ClusterEvent.MemberRemoved(Member(3, MemberStatus.Removed), MemberStatus.Exiting),
            ],
            events.OfType<ClusterEvent.IMemberEvent>());
    }

    [Fact]
    public void Reachability_is_told_of_members_only_and_not_by_downed_ones()
    {
        var members = Converged(Member(1), Member(2), Member(3, MemberStatus.Down));
        var unreachable = members.WithReachability(Reachability.Empty.Unreachable(Node(1), Node(2)).Unreachable(Node(3), Node(1)));
        Assert.Equal([new ClusterEvent.UnreachableMember(Member(2))], Between(members, unreachable).OfType<ClusterEvent.IReachabilityEvent>());
        Assert.Equal([new ClusterEvent.ReachableMember(Member(2))], Between(unreachable, members).OfType<ClusterEvent.IReachabilityEvent>());
    }

    [Fact]
    public void A_new_leader_is_told_for_all_and_for_each_role()
    {
        var events = Between(
            Converged(Member(1, roles: ["edge"]), Member(2, roles: ["edge"]), Member(3)),
            Converged(Member(1, MemberStatus.Exiting, 1, "edge"), Member(2, roles: ["edge"]), Member(3)));
        Assert.Contains(new ClusterEvent.LeaderChanged(Address(2)), events);
        Assert.Contains(new ClusterEvent.RoleLeaderChanged("edge", Address(2)), events);
    }

    [Fact]
    public void Nothing_is_told_of_a_view_that_did_not_change()
    {
        var gossip = Converged(Member(1));
        Assert.Empty(Between(gossip, gossip));
    }

    private static List<ClusterEvent.IClusterDomainEvent> Between(Gossip before, Gossip after) =>
        ClusterEventDiff.Between(State(1, before), State(1, after));
}
