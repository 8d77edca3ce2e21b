using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.Membership;

/// <summary>Who cannot reach whom, as the nodes themselves observe it.</summary>
/// <remarks>
/// Only its observer changes a row, and counts the change in its version, so the merge takes each observer's rows whole
/// from the side with the higher version. A pair without a record is reachable.
/// </remarks>
internal sealed class Reachability
{
    public static readonly Reachability Empty = new([], ImmutableSortedDictionary<UniqueAddress, long>.Empty);

    private ImmutableHashSet<UniqueAddress>? _allUnreachable;

    public Reachability(
        ImmutableDictionary<(UniqueAddress Observer, UniqueAddress Subject), ReachabilityStatus> records,
        ImmutableSortedDictionary<UniqueAddress, long> versions)
    {
        Records = records;
        Versions = versions;
    }

    /// <summary>The pairs that are not reachable.</summary>
    public ImmutableDictionary<(UniqueAddress Observer, UniqueAddress Subject), ReachabilityStatus> Records { get; }

    /// <summary>How often each observer changed its rows.</summary>
    public ImmutableSortedDictionary<UniqueAddress, long> Versions { get; }

    /// <summary>Every node that at least one other says it cannot reach, or knows to be gone.</summary>
    public ImmutableHashSet<UniqueAddress> AllUnreachable => _allUnreachable ??=
        Records.IsEmpty ? [] : Records.Keys.Select(static r => r.Subject).ToImmutableHashSet();

    public bool IsAllReachable => Records.IsEmpty;

    public Reachability Unreachable(UniqueAddress observer, UniqueAddress subject) => Change(observer, subject, ReachabilityStatus.Unreachable);

    public Reachability Reachable(UniqueAddress observer, UniqueAddress subject) => Change(observer, subject, ReachabilityStatus.Reachable);

    public Reachability Terminated(UniqueAddress observer, UniqueAddress subject) => Change(observer, subject, ReachabilityStatus.Terminated);

    /// <summary>Whether everyone can reach the node.</summary>
    public bool IsReachable(UniqueAddress node) => !AllUnreachable.Contains(node);

    public bool IsReachable(UniqueAddress observer, UniqueAddress subject) => !Records.ContainsKey((observer, subject));

    public ReachabilityStatus Status(UniqueAddress observer, UniqueAddress subject) =>
        Records.TryGetValue((observer, subject), out var status) ? status : ReachabilityStatus.Reachable;

    public IEnumerable<UniqueAddress> UnreachableFrom(UniqueAddress observer) =>
        Records.Keys.Where(r => r.Observer == observer).Select(static r => r.Subject);

    public IEnumerable<UniqueAddress> ObserversOf(UniqueAddress subject) =>
        Records.Keys.Where(r => r.Subject == subject).Select(static r => r.Observer);

    /// <summary>Takes each observer's rows from the side that has the newer ones, and forgets who is not a member.</summary>
    public Reachability Merge(IReadOnlySet<UniqueAddress> members, Reachability other)
    {
        if (ReferenceEquals(this, other) || (Records.IsEmpty && other.Records.IsEmpty && Versions.Count == 0 && other.Versions.Count == 0))
            return KeepsOnly(members) ? this : Remove(Strangers(members));
        if (KeepsOnly(members) && IsSame(other))
            return this;
        var records = ImmutableDictionary.CreateBuilder<(UniqueAddress, UniqueAddress), ReachabilityStatus>();
        var versions = ImmutableSortedDictionary.CreateBuilder<UniqueAddress, long>();
        foreach (var observer in Versions.Keys.Union(other.Versions.Keys).Where(members.Contains))
        {
            var mine = Versions.GetValueOrDefault(observer);
            var theirs = other.Versions.GetValueOrDefault(observer);
            versions[observer] = Math.Max(mine, theirs);
            if (mine >= theirs)
                CopyRows(this, observer, members, records);
            if (theirs >= mine)
                CopyRows(other, observer, members, records);
        }

        return new Reachability(records.ToImmutable(), versions.ToImmutable());
    }

    public Reachability Remove(IReadOnlySet<UniqueAddress> nodes) => new(
        Records.RemoveRange(Records.Keys.Where(r => nodes.Contains(r.Observer) || nodes.Contains(r.Subject))),
        Versions.RemoveRange(nodes));

    /// <summary>The table without what these nodes say: a node that is declared dead is no witness.</summary>
    public Reachability WithoutObservers(IReadOnlySet<UniqueAddress> observers) => observers.Count == 0
        ? this
        : new Reachability(Records.RemoveRange(Records.Keys.Where(r => observers.Contains(r.Observer))), Versions.RemoveRange(observers));

    public override string ToString() =>
        $"Reachability({string.Join(", ", Records.Select(static r => $"{r.Key.Observer} -> {r.Key.Subject}: {r.Value}"))})";

    private bool KeepsOnly(IReadOnlySet<UniqueAddress> members) =>
        Versions.Keys.All(members.Contains) && Records.Keys.All(r => members.Contains(r.Subject) && members.Contains(r.Observer));

    private bool IsSame(Reachability other)
    {
        if (Records.Count != other.Records.Count || Versions.Count != other.Versions.Count)
            return false;
        foreach (var (observer, version) in other.Versions)
        {
            if (!Versions.TryGetValue(observer, out var mine) || mine != version)
                return false;
        }

        return true;
    }

    private HashSet<UniqueAddress> Strangers(IReadOnlySet<UniqueAddress> members) =>
        [.. Versions.Keys.Concat(Records.Keys.Select(static r => r.Subject)).Where(n => !members.Contains(n))];

    private static void CopyRows(
        Reachability from,
        UniqueAddress observer,
        IReadOnlySet<UniqueAddress> members,
        ImmutableDictionary<(UniqueAddress, UniqueAddress), ReachabilityStatus>.Builder into)
    {
        foreach (var (pair, status) in from.Records)
        {
            if (pair.Observer == observer && members.Contains(pair.Subject))
                into[pair] = status;
        }
    }

    private Reachability Change(UniqueAddress observer, UniqueAddress subject, ReachabilityStatus status)
    {
        var known = Status(observer, subject);
        // What is gone for good stays so, whatever is heard from that address later.
        if (known == status || known == ReachabilityStatus.Terminated)
            return this;

        var pair = (observer, subject);
        return new Reachability(
            status == ReachabilityStatus.Reachable ? Records.Remove(pair) : Records.SetItem(pair, status),
            Versions.SetItem(observer, Versions.GetValueOrDefault(observer) + 1));
    }
}
