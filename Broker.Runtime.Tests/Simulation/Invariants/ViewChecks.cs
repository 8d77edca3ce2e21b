using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Membership;
using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Invariants;

/// <summary>What must hold after every single change of a node's view.</summary>
internal sealed class ViewChecks(World world)
{
    private readonly Dictionary<int, HashSet<UniqueAddress>> _removed = [];

    public void Changed(Incarnation process, MembershipState before, MembershipState after)
    {
        var gossip = after.Gossip;
        foreach (var node in gossip.Seen)
        {
            if (!gossip.HasMember(node))
                world.Break(Invariant.ViewsAreWellFormed, $"{process}: {node}, which is no member, has seen the view");
        }

        if (!ReferenceEquals(before.Gossip.Reachability, gossip.Reachability))
        {
            foreach (var (observer, subject) in gossip.Reachability.Records.Keys)
            {
                if (!gossip.HasMember(observer) || !gossip.HasMember(subject))
                    world.Break(Invariant.ViewsAreWellFormed, $"{process}: reachability speaks of {observer} or {subject}, which is no member");
            }
        }

        if (!ReferenceEquals(before.Gossip.Members, gossip.Members))
            MembersChanged(process, before.Gossip, gossip);
        if (after.NotConvergedSince is null && (before.NotConvergedSince is not null || !ReferenceEquals(before.Gossip.Version, gossip.Version)))
            OneLeader(process, after);
    }

    private void MembersChanged(Incarnation process, Gossip before, Gossip after)
    {
        if (!_removed.TryGetValue(process.Uid, out var removed))
            _removed[process.Uid] = removed = [];
        foreach (var member in after.Members)
        {
            if (removed.Contains(member.UniqueAddress))
                world.Break(Invariant.NoneReturns, $"{process}: {member} was removed and is a member again");
            var earlier = before.FindMember(member.UniqueAddress);
            if (earlier is not null && Member.PickNextTransition(earlier, member).Status != member.Status)
                world.Break(Invariant.ViewsAreWellFormed, $"{process}: {earlier} went back to {member}");
            if (member.Status == MemberStatus.WeaklyUp && earlier?.Status == MemberStatus.Joining && after.IsSeenBy(process.Self))
                world.Statistics.WeaklyUp++;
        }

        foreach (var member in before.Members)
        {
            if (!after.HasMember(member.UniqueAddress))
                removed.Add(member.UniqueAddress);
        }
    }

    private void OneLeader(Incarnation process, MembershipState state)
    {
        foreach (var other in world.Machines)
        {
            if (other.Current is not { } running || running == process || running.State.NotConvergedSince is not null || !running.State.IsMember ||
                running.State.Gossip.Version.CompareTo(state.Gossip.Version) != VectorClockOrdering.Same || running.State.Leader == state.Leader)
                continue;
            world.Break(Invariant.OneLeaderPerView, $"{process} follows {state.Leader}, {running} follows {running.State.Leader} in the same view");
        }
    }
}
