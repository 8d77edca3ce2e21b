using Broker.Runtime.Cluster.Daemon;
using Broker.Runtime.Cluster.Membership;

namespace Broker.Runtime.Cluster.Joining;

/// <summary>
/// Two clusters of nodes with the same seeds: one was founded while the seeds could not reach the other, for instance by a first seed that
/// was restarted while it was cut off. They never merge. Their leaders look for each other through the seeds, and the smaller one ends,
/// so that its nodes come back as members of the other.
/// </summary>
/// <remarks>
/// Not in Akka, which leaves this to the operator. Only a leader whose whole view is reachable and converged speaks or gives way, and never to
/// one that its view knows, as a member or as removed: the sides of a partition of one cluster are none of this, the resolver decides about those.
/// </remarks>
internal static class Encounters
{
    /// <summary>What a leader says of its cluster; null when it has no say at present.</summary>
    public static ClusterMessage.Encounter? Card(MembershipState state, SeedJoinState joining)
    {
        if (joining.SeedsDigest == 0 || !state.IsMember || state.IsStopped || !state.IsLeader || state.SelfMember!.Status != MemberStatus.Up ||
            !state.Gossip.Reachability.IsAllReachable || !state.IsConverged)
            return null;
        // Without a seed nobody can find it, so it counts as the smaller one in any case.
        var canBeJoined = joining.Seeds.Any(s => state.Gossip.FindMember(s) is not null);
        return new ClusterMessage.Encounter(
            state.Self,
            canBeJoined ? state.Gossip.Members.Count : 0,
            state.Gossip.Members.Min(Member.AgeOrdering)!.UniqueAddress,
            joining.SeedsDigest);
    }

    /// <summary>Whether the other is a cluster of its own that should be one with this one.</summary>
    public static bool IsForeign(MembershipState state, ClusterMessage.Encounter mine, ClusterMessage.Encounter theirs) =>
        mine.Seeds == theirs.Seeds && !Knows(state, theirs.From) && !Knows(state, theirs.Oldest);

    /// <summary>Whether a node that has given up this one was removed from this one's view.</summary>
    public static bool HaveRemovedEachOther(MembershipState state, Actor.Address by) => state.Gossip.Tombstones.Keys.Any(n => n.Address == by);

    /// <summary>Whether this cluster is the one that ends: the smaller, of equal ones that with the higher address of its oldest member.</summary>
    public static bool GivesWay(ClusterMessage.Encounter mine, ClusterMessage.Encounter theirs) => mine.Members != theirs.Members
        ? mine.Members < theirs.Members
        : mine.Oldest > theirs.Oldest;

    /// <summary>A number for a set of seeds, whatever their order; the same in every process.</summary>
    public static int Digest(IEnumerable<Actor.Address> seeds)
    {
        var hash = 2166136261u;
        foreach (var seed in seeds.Order())
        {
            foreach (var c in seed.ToString())
                hash = (hash ^ c) * 16777619u;
        }

        return hash == 2166136261u ? 0 : (int)hash;
    }

    private static bool Knows(MembershipState state, UniqueAddress node) =>
        state.Gossip.HasMember(node) || state.Gossip.Tombstones.ContainsKey(node);
}
