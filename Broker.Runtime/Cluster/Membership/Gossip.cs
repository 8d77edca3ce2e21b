using System.Collections.Immutable;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Membership;

/// <summary>One view of the whole cluster, as nodes hand it on: members, who has seen this view, reachability, version, tombstones.</summary>
/// <remarks>
/// <para>Immutable. <see cref="Merge"/> is commutative, associative and idempotent in all but <see cref="Seen"/>, which a merge clears.</para>
/// <para>A removed incarnation leaves a tombstone, so that an older view that still has it cannot bring it back.</para>
/// </remarks>
internal sealed class Gossip
{
    public static readonly Gossip Empty = new(
        [], [], Reachability.Empty, VectorClock.Empty, ImmutableDictionary<UniqueAddress, DateTimeOffset>.Empty);

    // Computed when first asked for; two threads that do so at once compute the same.
    private ImmutableHashSet<UniqueAddress>? _nodes;
    private Reachability? _reachabilityExcludingDowned;
    private int? _seenDigest;

    public Gossip(
        ImmutableSortedSet<Member> members,
        ImmutableHashSet<UniqueAddress> seen,
        Reachability reachability,
        VectorClock version,
        ImmutableDictionary<UniqueAddress, DateTimeOffset> tombstones)
    {
        Members = members;
        Seen = seen;
        Reachability = reachability;
        Version = version;
        Tombstones = tombstones;
    }

    /// <summary>All members, by address.</summary>
    public ImmutableSortedSet<Member> Members { get; }

    /// <summary>The nodes known to hold exactly this version.</summary>
    public ImmutableHashSet<UniqueAddress> Seen { get; }

    public Reachability Reachability { get; }

    public VectorClock Version { get; }

    /// <summary>Removed incarnations and when each was removed.</summary>
    public ImmutableDictionary<UniqueAddress, DateTimeOffset> Tombstones { get; }

    /// <summary>The incarnations of all members.</summary>
    public ImmutableHashSet<UniqueAddress> Nodes => _nodes ??= Members.Select(static m => m.UniqueAddress).ToImmutableHashSet();

    public bool HasMember(UniqueAddress node) => Nodes.Contains(node);

    public Member? FindMember(UniqueAddress node) =>
        Members.TryGetValue(Member.Removed(node), out var member) ? member : null;

    /// <summary>The member at an address; of two incarnations, which a partition can leave in a view for a while, one that is not downed.</summary>
    public Member? FindMember(Address address)
    {
        Member? found = null;
        foreach (var member in Members)
        {
            if (member.Address == address && (found is null || found.Status == MemberStatus.Down))
                found = member;
        }

        return found;
    }

    /// <summary>Whether one of the members is known here to be removed, or to have come further in its life.</summary>
    public bool KnowsMoreOf(ImmutableSortedSet<Member> others)
    {
        foreach (var theirs in others)
        {
            if (Tombstones.ContainsKey(theirs.UniqueAddress))
                return true;
            if (Members.TryGetValue(theirs, out var mine) && Member.PickNextTransition(theirs, mine).Status != theirs.Status)
                return true;
        }

        return false;
    }

    /// <summary>Whether the two views have a history in common, apart from one node: some other one that both know, as a member or as removed.</summary>
    public bool IsRelatedTo(Gossip other, UniqueAddress apartFrom)
    {
        foreach (var node in other.Nodes)
        {
            if (node != apartFrom && (HasMember(node) || Tombstones.ContainsKey(node)))
                return true;
        }

        foreach (var node in other.Tombstones.Keys)
        {
            if (HasMember(node) || Tombstones.ContainsKey(node))
                return true;
        }

        return false;
    }

    public bool IsSeenBy(UniqueAddress node) => Seen.Contains(node);

    /// <summary>Only members are ever noted as having seen the view.</summary>
    public bool IsSeenByAll => Seen.Count == Members.Count;

    /// <summary>A number that differs, nearly always, when who has seen the view differs; the same in every process.</summary>
    public int SeenDigest => _seenDigest ??= Digest(Seen);

    /// <summary>Reachability without what downed members say.</summary>
    public Reachability ReachabilityExcludingDowned => _reachabilityExcludingDowned ??= Reachability.IsAllReachable
        ? Reachability
        : Reachability.WithoutObservers(
            Members.Where(static m => m.Status == MemberStatus.Down).Select(static m => m.UniqueAddress).ToHashSet());

    /// <summary>Notes that the node holds this view.</summary>
    public Gossip MarkSeen(UniqueAddress node) => Seen.Contains(node) ? this : With(seen: Seen.Add(node));

    /// <summary>Notes what another copy of the same version knows of who has seen it.</summary>
    public Gossip MergeSeen(Gossip other)
    {
        var seen = Seen.Union(other.Seen);
        return seen.Count == Seen.Count ? this : With(seen: seen);
    }

    /// <summary>A changed view: a new version that so far only its author has seen.</summary>
    public Gossip ChangedBy(UniqueAddress author) => With(version: Version.Increment(author), seen: [author]);

    /// <summary>Adds members or replaces them by incarnation.</summary>
    public Gossip Update(IEnumerable<Member> changed)
    {
        var members = Members.ToBuilder();
        foreach (var member in changed)
        {
            members.Remove(member);
            members.Add(member);
        }

        return With(members: members.ToImmutable());
    }

    public Gossip WithReachability(Reachability reachability) =>
        ReferenceEquals(reachability, Reachability) ? this : With(reachability: reachability);

    /// <summary>Removes incarnations for good.</summary>
    public Gossip Remove(IReadOnlySet<UniqueAddress> nodes, DateTimeOffset now) => With(
        members: Members.Except(Members.Where(m => nodes.Contains(m.UniqueAddress))),
        seen: Seen.Except(nodes),
        reachability: Reachability.Remove(nodes),
        version: Version.Prune(nodes),
        tombstones: Tombstones.SetItems(nodes.Select(n => KeyValuePair.Create(n, now))));

    /// <summary>Forgets removals older than <paramref name="limit"/>: long enough ago that no view from before is still around.</summary>
    public Gossip PruneTombstones(DateTimeOffset limit)
    {
        var expired = Tombstones.Where(t => t.Value < limit).Select(static t => t.Key).ToList();
        return expired.Count == 0 ? this : With(tombstones: Tombstones.RemoveRange(expired));
    }

    /// <summary>Joins two views that each have changes the other lacks; nobody has seen the result yet.</summary>
    public Gossip Merge(Gossip that, OmittedRules omitted = OmittedRules.None)
    {
        var tombstones = MergeTombstones(that);
        var members = MergeMembers(that, omitted.HasFlag(OmittedRules.TombstonesWin) ? [] : tombstones, omitted);
        var nodes = ReferenceEquals(members, Members) ? Nodes : members.Select(static m => m.UniqueAddress).ToImmutableHashSet();
        return new Gossip(
            members, [], Reachability.Merge(nodes, that.Reachability), Version.Merge(that.Version).Prune(tombstones), tombstones)
        {
            _nodes = nodes,
        };
    }

    public override string ToString() =>
        $"Gossip([{string.Join(", ", Members)}], seen by {Seen.Count}, {Reachability}, {Version}, {Tombstones.Count} tombstones)";

    private Gossip With(
        ImmutableSortedSet<Member>? members = null,
        ImmutableHashSet<UniqueAddress>? seen = null,
        Reachability? reachability = null,
        VectorClock? version = null,
        ImmutableDictionary<UniqueAddress, DateTimeOffset>? tombstones = null) =>
        new(members ?? Members, seen ?? Seen, reachability ?? Reachability, version ?? Version, tombstones ?? Tombstones)
        {
            _nodes = members is null ? _nodes : null,
            _reachabilityExcludingDowned = members is null && reachability is null ? _reachabilityExcludingDowned : null,
        };

    /// <summary>The later date of each; the same dictionary when the other one has nothing new.</summary>
    private ImmutableDictionary<UniqueAddress, DateTimeOffset> MergeTombstones(Gossip that)
    {
        var merged = Tombstones;
        if (ReferenceEquals(merged, that.Tombstones))
            return merged;
        foreach (var (node, removed) in that.Tombstones)
        {
            if (!merged.TryGetValue(node, out var known) || known < removed)
                merged = merged.SetItem(node, removed);
        }

        return merged;
    }

    /// <summary>Each member as far as either side knows it to have come; the same set when the other one has nothing new.</summary>
    private ImmutableSortedSet<Member> MergeMembers(Gossip that, ImmutableDictionary<UniqueAddress, DateTimeOffset> tombstones, OmittedRules omitted)
    {
        var merged = Members;
        foreach (var theirs in that.Members)
        {
            if (!merged.TryGetValue(theirs, out var mine))
            {
                merged = merged.Add(theirs);
                continue;
            }

            var later = omitted.HasFlag(OmittedRules.LaterStatusWins) ? theirs : Member.HighestPriorityOf(mine, theirs);
            if (later.Status != mine.Status || later.UpNumber != mine.UpNumber)
                merged = merged.Remove(mine).Add(later);
        }

        if (tombstones.IsEmpty)
            return merged;
        foreach (var member in merged)
        {
            if (tombstones.ContainsKey(member.UniqueAddress))
                return merged.Except(merged.Where(m => tombstones.ContainsKey(m.UniqueAddress)));
        }

        return merged;
    }

    private static int Digest(ImmutableHashSet<UniqueAddress> seen)
    {
        var sum = 0;
        foreach (var node in seen)
            sum = unchecked(sum + (int)((uint)node.Uid * 2654435761U) + 1);
        return sum;
    }
}
