using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.Membership;

/// <summary>How many changes of each node a view of the cluster contains; tells which of two views is newer, or that both are.</summary>
internal sealed class VectorClock
{
    public static readonly VectorClock Empty = new(ImmutableSortedDictionary<UniqueAddress, long>.Empty);

    public VectorClock(ImmutableSortedDictionary<UniqueAddress, long> versions) => Versions = versions;

    public ImmutableSortedDictionary<UniqueAddress, long> Versions { get; }

    public VectorClock Increment(UniqueAddress node) => new(Versions.SetItem(node, Versions.GetValueOrDefault(node) + 1));

    public VectorClock Merge(VectorClock that)
    {
        var merged = Versions.ToBuilder();
        foreach (var (node, version) in that.Versions)
            merged[node] = Math.Max(version, merged.GetValueOrDefault(node));
        return new VectorClock(merged.ToImmutable());
    }

    /// <summary>Forgets nodes that were removed for good, so that the clock does not grow for ever.</summary>
    public VectorClock Prune(IEnumerable<UniqueAddress> removed)
    {
        var pruned = Versions.RemoveRange(removed);
        return ReferenceEquals(pruned, Versions) ? this : new VectorClock(pruned);
    }

    public VectorClockOrdering CompareTo(VectorClock that)
    {
        var ahead = Versions.Any(v => v.Value > that.Versions.GetValueOrDefault(v.Key));
        var behind = that.Versions.Any(v => v.Value > Versions.GetValueOrDefault(v.Key));
        return (ahead, behind) switch
        {
            (false, false) => VectorClockOrdering.Same,
            (true, false) => VectorClockOrdering.After,
            (false, true) => VectorClockOrdering.Before,
            _ => VectorClockOrdering.Concurrent,
        };
    }

    public override string ToString() => $"VectorClock({string.Join(", ", Versions.Select(static v => $"{v.Key}: {v.Value}"))})";
}
