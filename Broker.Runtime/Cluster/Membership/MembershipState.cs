using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.Membership;

/// <summary>What one node knows of the cluster, and the questions that can be asked of it.</summary>
/// <remarks>Immutable; <see cref="MembershipCore"/> makes the next one. Rules are those of Akka's "Cluster Specification".</remarks>
internal sealed record MembershipState(UniqueAddress Self, MembershipSettings Settings, MembershipRandom Random)
{
    public Gossip Gossip { get; init; } = Gossip.Empty;

    /// <summary>Leaving members that said they are done.</summary>
    public ImmutableHashSet<UniqueAddress> ExitingConfirmed { get; init; } = [];

    /// <summary>Nodes that wait for the removal of the incarnation that had their address before.</summary>
    public ImmutableDictionary<UniqueAddress, MembershipEvent.JoinAsked> WaitingJoins { get; init; } =
        ImmutableDictionary<UniqueAddress, MembershipEvent.JoinAsked>.Empty;

    public DateTimeOffset NextGossip { get; init; } = DateTimeOffset.MinValue;

    public DateTimeOffset? NextJoin { get; init; }

    /// <summary>Since when the view has not converged; null while it has.</summary>
    public DateTimeOffset? NotConvergedSince { get; init; }

    /// <summary>Since when this node knows that it was declared dead.</summary>
    public DateTimeOffset? DownSince { get; init; }

    /// <summary>Whether this node started its cluster.</summary>
    public bool HasFounded { get; init; }

    /// <summary>Set once this node was told to stop.</summary>
    public bool IsStopped { get; init; }

    public Member? SelfMember => Gossip.FindMember(Self);

    /// <summary>Whether this node belongs to a cluster.</summary>
    public bool IsMember => Gossip.HasMember(Self);

    public UniqueAddress? Leader => LeaderAmong(Gossip.Members);

    public bool IsLeader => Leader == Self;

    /// <summary>
    /// Every Up and Leaving member has seen this view, and nobody is unreachable but those declared dead or already leaving.
    /// </summary>
    public bool IsConverged
    {
        get
        {
            foreach (var node in ReachabilityExcludingDowned.AllUnreachable)
            {
                if (node != Self && !ExitingConfirmed.Contains(node) && !MayBeIgnored(node))
                    return false;
            }

            if (Gossip.IsSeenByAll)
                return true;
            foreach (var member in Gossip.Members)
            {
                if (member.Status is MemberStatus.Up or MemberStatus.Leaving &&
                    !Gossip.IsSeenBy(member.UniqueAddress) && !ExitingConfirmed.Contains(member.UniqueAddress))
                    return false;
            }

            return true;
        }
    }

    /// <summary>Reachability without what downed members say.</summary>
    public Reachability ReachabilityExcludingDowned => Gossip.ReachabilityExcludingDowned;

    public UniqueAddress? RoleLeader(string role) => LeaderAmong(Gossip.Members.Where(m => m.HasRole(role)));

    /// <summary>Whether gossip with the node makes sense: a member, not this one, and one that we do not find unreachable ourselves.</summary>
    public bool CanGossipWith(UniqueAddress node) =>
        node != Self && Gossip.HasMember(node) && (Gossip.Reachability.IsAllReachable || Gossip.Reachability.IsReachable(Self, node));

    /// <summary>The next member to lead when the given ones are left out.</summary>
    public UniqueAddress? LeaderWithout(UniqueAddress left) => LeaderAmong(Gossip.Members.Where(m => m.UniqueAddress != left));

    private UniqueAddress? LeaderAmong(IEnumerable<Member> candidates)
    {
        if (Settings.Omitted.HasFlag(OmittedRules.CommonLeaderOrder) && SelfMember is { Status: MemberStatus.Up })
            return Self;
        var reachability = ReachabilityExcludingDowned;
        Member? leader = null;
        foreach (var member in candidates)
        {
            if (member.Status != MemberStatus.Down && (leader is null || Member.LeaderOrdering.Compare(member, leader) < 0) &&
                (reachability.IsAllReachable || member.UniqueAddress == Self || reachability.IsReachable(member.UniqueAddress)))
                leader = member;
        }

        return leader?.UniqueAddress;
    }

    private bool MayBeIgnored(UniqueAddress node) =>
        Gossip.FindMember(node) is null or { Status: MemberStatus.Down or MemberStatus.Exiting };
}
