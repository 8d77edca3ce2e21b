using Broker.Actors.Interest;
using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <summary>The filters that clients of this node hear: an audience for each, who waits for its acknowledgement, and what lingers.</summary>
internal sealed class NodeFilters<TMember>(InterestOptions options)
    where TMember : class, IAudienceMember
{
    private readonly Dictionary<TopicFilter, Entry> _byFilter = [];
    private readonly FilterTree<FilterAudience<TMember>> _tree = new();
    private readonly List<(TMember Member, InterestVersion Version)> _waiting = [];
    private readonly Queue<(TopicFilter Filter, long At)> _lingering = new();

    public int Count => _byFilter.Count;

    /// <summary>Those whose filter is not acknowledged.</summary>
    public int Waiting => _waiting.Count;

    public bool IsFull => _byFilter.Count >= options.Filters;

    /// <summary>When the next one that nobody hears may be dropped.</summary>
    public long? NextDrop => _lingering.TryPeek(out var next) ? next.At : null;

    /// <summary>The filter's audience, or null.</summary>
    public FilterAudience<TMember>? Find(TopicFilter filter) => _byFilter.TryGetValue(filter, out var entry) ? entry.Audience : null;

    public FilterAudience<TMember> Add(TopicFilter filter, InterestVersion version)
    {
        var audience = new FilterAudience<TMember>(filter);
        _byFilter.Add(filter, new Entry(audience, version));
        _tree.Add(filter, audience);
        return audience;
    }

    /// <summary>One more hears a filter that is there; it waits until the filter is acknowledged.</summary>
    public void Join(TopicFilter filter, TMember member)
    {
        var entry = _byFilter[filter];
        entry.Audience.Add(member);
        entry.DropAt = null;
        _waiting.Add((member, entry.Version));
    }

    public void Leave(TopicFilter filter, TMember member, long now)
    {
        if (!_byFilter.TryGetValue(filter, out var entry) || member.HasLeft)
        {
            return;
        }

        _waiting.RemoveAll(waiting => ReferenceEquals(waiting.Member, member));
        entry.Audience.Remove(member);
        if (entry.Audience.Count == 0)
        {
            entry.DropAt = now + (long)options.Linger.TotalMilliseconds;
            _lingering.Enqueue((filter, entry.DropAt.Value));
        }
    }

    /// <summary>Takes those out whose filter is known everywhere, and the latest version among them.</summary>
    public InterestVersion TakeAcknowledged(InterestVersion through, List<TMember> into)
    {
        var latest = InterestVersion.Zero;
        foreach (var (member, version) in _waiting)
        {
            if (version <= through)
            {
                into.Add(member);
                latest = version > latest ? version : latest;
            }
        }

        if (into.Count > 0)
        {
            _waiting.RemoveAll(waiting => waiting.Version <= through);
        }

        return latest;
    }

    /// <summary>Drops the next filter that nobody has heard for a while, or null.</summary>
    public FilterAudience<TMember>? Drop(long now)
    {
        while (_lingering.TryPeek(out var next) && next.At <= now)
        {
            _lingering.Dequeue();
            if (_byFilter.TryGetValue(next.Filter, out var entry) && entry.DropAt <= now)
            {
                _byFilter.Remove(next.Filter);
                _tree.Remove(next.Filter, entry.Audience);
                return entry.Audience;
            }
        }

        return null;
    }

    /// <summary>The audiences of all filters that a topic matches.</summary>
    public void Match(TopicName topic, List<FilterAudience<TMember>> into)
    {
        into.Clear();
        _tree.Match(topic, into);
    }

    /// <summary>The audiences of filters within some versions.</summary>
    public IEnumerable<FilterAudience<TMember>> Between(InterestVersion after, InterestVersion through) =>
        _byFilter.Values.Where(entry => entry.Version > after && entry.Version <= through).Select(static entry => entry.Audience);

    private sealed class Entry(FilterAudience<TMember> audience, InterestVersion version)
    {
        public FilterAudience<TMember> Audience { get; } = audience;

        public InterestVersion Version { get; } = version;

        public long? DropAt { get; set; }
    }
}
