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
        Members = members.Any(static m => m.Status is MemberStatus.Down or MemberStatus.Removed)
            ? members.Except(members.Where(static m => m.Status is MemberStatus.Down or MemberStatus.Removed))
            : members;
        InDoubt = ReferenceEquals(Members, members)
            ? []
            : [.. members.Where(m => m.Status == MemberStatus.Down && m.UniqueAddress != self && !reachability.IsReachable(m.UniqueAddress) && !IsKnownDead(m.UniqueAddress))];
        // An exiting member that went silent is removed without any decision.
        Unreachable = reachability.IsAllReachable ? [] : Members
            .Where(m => m.UniqueAddress != self && m.Status != MemberStatus.Exiting && !reachability.IsReachable(m.UniqueAddress))
            .ToImmutableSortedSet();
    }

    /// <summary>
    /// Members that this side has declared dead, that are unreachable and not yet removed. Nobody knows that they are gone, and the other
    /// side may not know of the declaration: it may count them as its own.
    /// </summary>
    public IReadOnlyList<Member> InDoubt { get; private init; }

    public UniqueAddress Self { get; }

    public UniqueAddress? Leader { get; }

    public ImmutableSortedSet<Member> Members { get; }

    public ImmutableSortedSet<Member> Unreachable { get; }

    public Reachability Reachability { get; }

    public ImmutableHashSet<UniqueAddress> SeenBy { get; }

    public IEnumerable<Member> Reachable => Members.Except(Unreachable);

    /// <summary>
    /// Nodes cut off from some and not from others: unreachable ones that have seen the current view all the same, with those who
    /// find them unreachable.
    /// </summary>
    /// <remarks>
    /// That an unreachable node itself finds somebody unreachable proves nothing: it may have said so before it was cut off. A
    /// minority that took that for an indirect connection would down the majority and live on beside it.
    /// </remarks>
    public ImmutableHashSet<UniqueAddress> IndirectlyConnected() =>
    [
        .. Reachability.Records
            .Where(r => r.Value == ReachabilityStatus.Unreachable && SeenBy.Contains(r.Key.Subject))
            .Where(r => IsMember(r.Key.Observer) && IsMember(r.Key.Subject))
            .SelectMany(static r => new[] { r.Key.Observer, r.Key.Subject }),
    ];

    public SplitBrainView Without(ImmutableHashSet<UniqueAddress> nodes) => new(
        Self, Leader, Members.Except(Members.Where(m => nodes.Contains(m.UniqueAddress))), Reachability.Remove(nodes), SeenBy)
    {
        InDoubt = InDoubt,
    };

    /// <summary>Whether a decision may have to be made differently than before.</summary>
    public bool DiffersFrom(SplitBrainView other) =>
        !Unreachable.SetEquals(other.Unreachable) ||
        !Members.Where(Counts).Select(static m => m.UniqueAddress).SequenceEqual(other.Members.Where(Counts).Select(static m => m.UniqueAddress));

    private bool IsKnownDead(UniqueAddress node) =>
        Reachability.Records.Any(r => r.Key.Subject == node && r.Value == ReachabilityStatus.Terminated);

    private bool IsMember(UniqueAddress node) => Members.Any(m => m.UniqueAddress == node);

    /// <summary>
    /// Who is not Up yet counts for no side. Nor does who is Exiting: its silence is expected and makes it not unreachable, so that each
    /// side would take it for its own.
    /// </summary>
    public static bool Counts(Member member) => member.Status is MemberStatus.Up or MemberStatus.Leaving;
}
