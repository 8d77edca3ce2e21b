using System.Collections.Immutable;
using Broker.Runtime.Cluster.Membership;

namespace Broker.Runtime.Cluster.Events;

/// <summary>What a change of a node's view means to subscribers; pure.</summary>
internal static class ClusterEventDiff
{
    /// <summary>The events that lead from one view to the next, in the order in which they are published.</summary>
    public static List<ClusterEvent.IClusterDomainEvent> Between(MembershipState before, MembershipState after)
    {
        var events = new List<ClusterEvent.IClusterDomainEvent>();
        if (ReferenceEquals(before.Gossip, after.Gossip))
            return events;

        // Mostly only the version changes, or who has seen it.
        if (!ReferenceEquals(before.Gossip.Members, after.Gossip.Members) || !ReferenceEquals(before.Gossip.Reachability, after.Gossip.Reachability))
        {
            AddReachability(before, after, events);
            AddMembers(before.Gossip.Members, after.Gossip.Members, events);
            AddLeaders(before, after, events);
        }

        events.Add(new MembershipViewChanged(after));
        return events;
    }

    public static ClusterEvent.CurrentClusterState Snapshot(MembershipState state)
    {
        var members = state.Gossip.Members;
        var roles = members.SelectMany(static m => m.Roles).Distinct(StringComparer.Ordinal);
        return new ClusterEvent.CurrentClusterState(
            members,
            Unreachable(state),
            [.. state.Gossip.Seen.Select(static n => n.Address)],
            state.Leader?.Address,
            roles.ToImmutableDictionary(static r => r, r => state.RoleLeader(r)?.Address));
    }

    private static ImmutableHashSet<Member> Unreachable(MembershipState state)
    {
        var unreachable = state.ReachabilityExcludingDowned.AllUnreachable;
        return unreachable.IsEmpty
            ? []
            : [.. state.Gossip.Members.Where(m => m.UniqueAddress != state.Self && unreachable.Contains(m.UniqueAddress))];
    }

    private static void AddReachability(MembershipState before, MembershipState after, List<ClusterEvent.IClusterDomainEvent> events)
    {
        var old = Unreachable(before);
        var now = Unreachable(after);
        events.AddRange(now.Except(old).Order().Select(static m => new ClusterEvent.UnreachableMember(m)));
        events.AddRange(after.Gossip.Members.Where(m => old.Contains(m) && !now.Contains(m)).Select(static m => new ClusterEvent.ReachableMember(m)));
    }

    private static void AddMembers(
        ImmutableSortedSet<Member> before, ImmutableSortedSet<Member> after, List<ClusterEvent.IClusterDomainEvent> events)
    {
        foreach (var member in after)
        {
            var known = before.TryGetValue(member, out var earlier);
            if (known && earlier!.Status == member.Status)
                continue;
            events.Add(Changed(member));
        }

        events.AddRange(before.Except(after).Select(static m => new ClusterEvent.MemberRemoved(m.Copy(MemberStatus.Removed), m.Status)));
    }

    private static ClusterEvent.MemberStatusChange Changed(Member member) => member.Status switch
    {
        MemberStatus.Joining => new ClusterEvent.MemberJoined(member),
        MemberStatus.WeaklyUp => new ClusterEvent.MemberWeaklyUp(member),
        MemberStatus.Up => new ClusterEvent.MemberUp(member),
        MemberStatus.Leaving => new ClusterEvent.MemberLeft(member),
        MemberStatus.Exiting => new ClusterEvent.MemberExited(member),
        MemberStatus.Down => new ClusterEvent.MemberDowned(member),
        _ => throw new InvalidOperationException($"{member} cannot be in a view."),
    };

    private static void AddLeaders(MembershipState before, MembershipState after, List<ClusterEvent.IClusterDomainEvent> events)
    {
        if (before.Leader != after.Leader)
            events.Add(new ClusterEvent.LeaderChanged(after.Leader?.Address));
        var roles = before.Gossip.Members.Union(after.Gossip.Members).SelectMany(static m => m.Roles).Distinct(StringComparer.Ordinal);
        foreach (var role in roles.Order(StringComparer.Ordinal))
        {
            var leader = after.RoleLeader(role);
            if (before.RoleLeader(role) != leader)
                events.Add(new ClusterEvent.RoleLeaderChanged(role, leader?.Address));
        }
    }
}
