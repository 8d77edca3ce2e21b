using Broker.Protocol.Topics;

namespace Broker.Actors.Interest;

/// <summary>Filters by their levels, each with what it stands for, so that a topic finds those it matches without looking at the others.</summary>
/// <remarks>
/// A topic's levels are followed down the tree, at each level through the same text and through <c>+</c>; <c>#</c> ends everywhere. So
/// filters under other names cost nothing, however many they are. Not safe for several threads.
/// </remarks>
internal sealed class FilterTree<T>
    where T : notnull
{
    private readonly Branch _root = new();

    /// <summary>The pairs of filter and value.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a value under a filter; false when it is there already.</summary>
    public bool Add(TopicFilter filter, T value)
    {
        var branch = _root;
        foreach (var level in filter.Levels)
        {
            branch = branch.Grow(level);
        }

        if (branch.Values.Contains(value))
        {
            return false;
        }

        branch.Values.Add(value);
        Count++;
        return true;
    }

    /// <summary>Takes a value from a filter; false when it is not there.</summary>
    public bool Remove(TopicFilter filter, T value)
    {
        var removed = Remove(_root, filter.Levels, 0, value);
        Count -= removed ? 1 : 0;
        return removed;
    }

    /// <summary>Appends the values of all filters that a topic matches; a value under several of them comes several times.</summary>
    public void Match(TopicName topic, List<T> into)
    {
        if (Count > 0 && !topic.IsReserved)
        {
            Match(_root, topic.Value, into);
        }
    }

    private static void Match(Branch branch, ReadOnlySpan<char> rest, List<T> into)
    {
        branch.AddRest(into);
        var slash = rest.IndexOf('/');
        var level = slash < 0 ? rest : rest[..slash];
        if (branch.Find(level) is { } same)
        {
            Follow(same, slash, rest, into);
        }

        if (branch.Any is { } any)
        {
            Follow(any, slash, rest, into);
        }
    }

    private static void Follow(Branch branch, int slash, ReadOnlySpan<char> rest, List<T> into)
    {
        if (slash >= 0)
        {
            Match(branch, rest[(slash + 1)..], into);
            return;
        }

        into.AddRange(branch.Values);
        branch.AddRest(into);
    }

    // What has become empty is taken off on the way back, so that filters that came and went leave nothing.
    private static bool Remove(Branch branch, IReadOnlyList<string> levels, int at, T value)
    {
        if (at == levels.Count)
        {
            return branch.Values.Remove(value);
        }

        if (branch.Child(levels[at]) is not { } next || !Remove(next, levels, at + 1, value))
        {
            return false;
        }

        if (next.IsEmpty)
        {
            branch.Cut(levels[at]);
        }

        return true;
    }

    private sealed class Branch
    {
        private Dictionary<string, Branch>? _byLevel;
        private Branch? _rest;

        public List<T> Values { get; } = [];

        public Branch? Any { get; private set; }

        public bool IsEmpty => Values.Count == 0 && Any is null && _rest is null && _byLevel is null;

        public Branch Grow(string level)
        {
            switch (level)
            {
                case TopicFilter.AnyLevel:
                    return Any ??= new Branch();
                case TopicFilter.AnyRest:
                    return _rest ??= new Branch();
            }

            _byLevel ??= new Dictionary<string, Branch>(StringComparer.Ordinal);
            if (!_byLevel.TryGetValue(level, out var next))
            {
                next = new Branch();
                _byLevel.Add(level, next);
            }

            return next;
        }

        public Branch? Find(ReadOnlySpan<char> level) =>
            _byLevel is not null && _byLevel.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out var next) ? next : null;

        public Branch? Child(string level) => level switch
        {
            TopicFilter.AnyLevel => Any,
            TopicFilter.AnyRest => _rest,
            _ => Find(level),
        };

        public void Cut(string level)
        {
            if (level == TopicFilter.AnyLevel)
            {
                Any = null;
            }
            else if (level == TopicFilter.AnyRest)
            {
                _rest = null;
            }
            else if (_byLevel!.Remove(level) && _byLevel.Count == 0)
            {
                _byLevel = null;
            }
        }

        public void AddRest(List<T> into)
        {
            if (_rest is not null)
            {
                into.AddRange(_rest.Values);
            }
        }
    }
}
