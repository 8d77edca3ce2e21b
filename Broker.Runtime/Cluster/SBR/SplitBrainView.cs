using System.Collections.Immutable;
using Broker.Runtime.Cluster.Membership;

namespace Broker.Runtime.Cluster.SBR;

/// <summary>What the resolver looks at: one moment of a node's view.</summary>
internal sealed class SplitBrainView
{
    public SplitBrainView(UniqueAddress self, UniqueAddress? leader, ImmutableSortedSet<Member> members, Reachability reachability, ImmutableHashSet<UniqueAddress> seenBy)
    {
        Self = self;
        Leader = leader;
        Reachability = reachability;
        SeenBy = seenBy;
        // Who is declared dead already has no say, and no side to be on.
        Members = members.Except(members.Where(static m => m.Status is MemberStatus.Down or MemberStatus.Removed));
        // An exiting member that went silent is removed without any decision.
        Unreachable = Members
            .Where(m => m.UniqueAddress != self && m.Status != MemberStatus.Exiting && !reachability.IsReachable(m.UniqueAddress))
            .ToImmutableSortedSet();
    }

    public UniqueAddress Self { get; }

    public UniqueAddress? Leader { get; }

    public ImmutableSortedSet<Member> Members { get; }

    public ImmutableSortedSet<Member> Unreachable { get; }

    public Reachability Reachability { get; }

    public ImmutableHashSet<UniqueAddress> SeenBy { get; }

    public IEnumerable<Member> Reachable => Members.Except(Unreachable);

    /// <summary>
    /// Nodes cut off from some and not from others: unreachable ones that themselves find somebody unreachable or have seen the
    /// current view, with those who find them so.
    /// </summary>
    public ImmutableHashSet<UniqueAddress> IndirectlyConnected()
    {
        var records = Reachability.Records.Where(static r => r.Value == ReachabilityStatus.Unreachable).Select(static r => r.Key).ToList();
        var both = records.Select(static r => r.Observer).Intersect(records.Select(static r => r.Subject));
        var stillGossiping = records.Where(r => SeenBy.Contains(r.Subject)).SelectMany(static r => new[] { r.Observer, r.Subject });
        return both.Concat(stillGossiping).Where(n => Members.Any(m => m.UniqueAddress == n)).ToImmutableHashSet();
    }

    public SplitBrainView Without(ImmutableHashSet<UniqueAddress> nodes) => new(
        Self, Leader, Members.Except(Members.Where(m => nodes.Contains(m.UniqueAddress))), Reachability.Remove(nodes), SeenBy);

    /// <summary>Whether a decision may have to be made differently than before.</summary>
    public bool DiffersFrom(SplitBrainView other) =>
        !Unreachable.SetEquals(other.Unreachable) ||
        !Members.Where(Counts).Select(static m => m.UniqueAddress).SequenceEqual(other.Members.Where(Counts).Select(static m => m.UniqueAddress));

    /// <summary>Who is not Up yet counts for no side.</summary>
    public static bool Counts(Member member) => member.Status is MemberStatus.Up or MemberStatus.Leaving or MemberStatus.Exiting;
}
