using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.Membership;

/// <summary>How many changes of each node a view of the cluster contains; tells which of two views is newer, or that both are.</summary>
/// <remarks>Immutable: a sorted array, for it is compared with every gossip that comes in, and small.</remarks>
internal sealed class VectorClock
{
    public static readonly VectorClock Empty = new([]);

    private readonly KeyValuePair<UniqueAddress, long>[] _entries;

    /// <summary>A clock of these counts, one for each node.</summary>
    public VectorClock(IEnumerable<KeyValuePair<UniqueAddress, long>> counts)
        : this([.. counts.OrderBy(static c => c.Key)])
    {
    }

    private VectorClock(KeyValuePair<UniqueAddress, long>[] sorted) => _entries = sorted;

    /// <summary>The counts, by node.</summary>
    public IReadOnlyList<KeyValuePair<UniqueAddress, long>> Entries => _entries;

    public long CountOf(UniqueAddress node)
    {
        foreach (var entry in _entries)
        {
            if (entry.Key == node)
                return entry.Value;
        }

        return 0;
    }

    public VectorClock Increment(UniqueAddress node)
    {
        var at = 0;
        while (at < _entries.Length && _entries[at].Key < node)
            at++;
        if (at < _entries.Length && _entries[at].Key == node)
        {
            var changed = (KeyValuePair<UniqueAddress, long>[])_entries.Clone();
            changed[at] = KeyValuePair.Create(node, _entries[at].Value + 1);
            return new VectorClock(changed);
        }

        return new VectorClock([.. _entries.AsSpan(0, at), KeyValuePair.Create(node, 1L), .. _entries.AsSpan(at)]);
    }

    public VectorClock Merge(VectorClock that)
    {
        var merged = new List<KeyValuePair<UniqueAddress, long>>(Math.Max(_entries.Length, that._entries.Length));
        int i = 0, j = 0;
        while (i < _entries.Length || j < that._entries.Length)
        {
            var order = Next(that, i, j);
            if (order < 0)
                merged.Add(_entries[i++]);
            else if (order > 0)
                merged.Add(that._entries[j++]);
            else
                merged.Add(_entries[i].Value >= that._entries[j++].Value ? _entries[i++] : KeyValuePair.Create(_entries[i++].Key, that._entries[j - 1].Value));
        }

        return new VectorClock(merged.ToArray());
    }

    /// <summary>Forgets nodes that were removed for good, so that the clock does not grow for ever.</summary>
    public VectorClock Prune(IReadOnlySet<UniqueAddress> removed) =>
        Array.Exists(_entries, e => removed.Contains(e.Key)) ? new VectorClock(Array.FindAll(_entries, e => !removed.Contains(e.Key))) : this;

    /// <summary>Forgets the nodes that have a tombstone.</summary>
    public VectorClock Prune(ImmutableDictionary<UniqueAddress, DateTimeOffset> tombstones)
    {
        if (tombstones.IsEmpty)
            return this;
        foreach (var entry in _entries)
        {
            if (tombstones.ContainsKey(entry.Key))
                return new VectorClock(Array.FindAll(_entries, e => !tombstones.ContainsKey(e.Key)));
        }

        return this;
    }

    public VectorClockOrdering CompareTo(VectorClock that)
    {
        if (ReferenceEquals(this, that))
            return VectorClockOrdering.Same;
        bool ahead = false, behind = false;
        int i = 0, j = 0;
        while (i < _entries.Length || j < that._entries.Length)
        {
            var order = Next(that, i, j);
            var mine = order <= 0 ? _entries[i++].Value : 0;
            var theirs = order >= 0 ? that._entries[j++].Value : 0;
            ahead |= mine > theirs;
            behind |= mine < theirs;
        }

        return (ahead, behind) switch
        {
            (false, false) => VectorClockOrdering.Same,
            (true, false) => VectorClockOrdering.After,
            (false, true) => VectorClockOrdering.Before,
            _ => VectorClockOrdering.Concurrent,
        };
    }

    public override string ToString() => $"VectorClock({string.Join(", ", _entries.Select(static v => $"{v.Key}: {v.Value}"))})";

    /// <summary>Which of the two next entries comes first: negative for ours, positive for theirs, zero when both are of one node.</summary>
    private int Next(VectorClock that, int i, int j)
    {
        if (i == _entries.Length)
            return 1;
        return j == that._entries.Length ? -1 : _entries[i].Key.CompareTo(that._entries[j].Key);
    }
}
