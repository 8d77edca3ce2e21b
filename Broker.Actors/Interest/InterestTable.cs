using Broker.Actors.Nodes;
using Broker.Protocol.Topics;

namespace Broker.Actors.Interest;

/// <summary>The filters of all nodes, as this node knows them: written by the node's hub, read by the owners of topics on any thread.</summary>
/// <remarks>
/// One lock suffices: an owner comes here when the version has changed since it looked last, not for each publish. A change is in the table
/// before it is acknowledged, so a publish that is made after the acknowledgement is matched with it.
/// </remarks>
public sealed class InterestTable : IInterestView, IInterestProgress
{
    private readonly Lock _gate = new();
    private readonly FilterTree<NodeId> _filters = new();
    private readonly Dictionary<NodeId, Known> _byNode = [];
    private long _version;
    private long _ownVersion;
    private volatile bool _hasHosted;

    public long Version => Volatile.Read(ref _version);

    public InterestVersion OwnVersion => new(Volatile.Read(ref _ownVersion));

    /// <summary>Whether topics may have been published to on this node.</summary>
    public bool HasHosted => _hasHosted;

    /// <summary>The number of filters of all nodes.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _filters.Count;
            }
        }
    }

    public void NoteHosted() => _hasHosted = true;

    public void Match(TopicName topic, List<NodeId> into)
    {
        into.Clear();
        lock (_gate)
        {
            _filters.Match(topic, into);
        }

        RemoveRepeated(into);
    }

    public bool HasReached(NodeId node, InterestVersion version)
    {
        lock (_gate)
        {
            return _byNode.TryGetValue(node, out var known) && known.Version >= version;
        }
    }

    /// <summary>What is known of a node: its series and version, or zero of both.</summary>
    internal (long Series, InterestVersion Version) Of(NodeId node)
    {
        lock (_gate)
        {
            return _byNode.TryGetValue(node, out var known) ? (known.Series, known.Version) : default;
        }
    }

    /// <summary>Applies what another node says if it follows on what is known; else leaves everything as it is.</summary>
    internal void Apply(InterestChanged message)
    {
        lock (_gate)
        {
            var known = _byNode.GetValueOrDefault(message.Node);
            if (message.From == InterestVersion.Zero && message.Series > (known?.Series ?? 0))
            {
                RemoveAll(message.Node, known);
                known = new Known { Series = message.Series };
                _byNode[message.Node] = known;
                Volatile.Write(ref _version, _version + 1);
            }

            if (known is null || message.Series != known.Series || message.From != known.Version || message.Through <= known.Version)
            {
                // Only a page that follows on what is known: one from further back leaves out what came and went since there.
                return;
            }

            foreach (var change in message.Changes)
            {
                Apply(message.Node, known, change);
            }

            known.Version = message.Through;
            Volatile.Write(ref _version, _version + 1);
        }
    }

    /// <summary>This node's own filters have changed.</summary>
    internal void ApplyOwn(NodeId self, FilterChange change, InterestVersion version)
    {
        lock (_gate)
        {
            if (!_byNode.TryGetValue(self, out var known))
            {
                known = new Known { Series = 1 };
                _byNode.Add(self, known);
            }

            Apply(self, known, change);
            known.Version = version;
            Volatile.Write(ref _ownVersion, version.Value);
            Volatile.Write(ref _version, _version + 1);
        }
    }

    /// <summary>A node is gone, and its filters with it.</summary>
    internal void Forget(NodeId node)
    {
        lock (_gate)
        {
            if (_byNode.Remove(node, out var known))
            {
                RemoveAll(node, known);
                Volatile.Write(ref _version, _version + 1);
            }
        }
    }

    private void Apply(NodeId node, Known known, FilterChange change)
    {
        if (change.IsWanted ? known.Filters.Add(change.Filter) : known.Filters.Remove(change.Filter))
        {
            _ = change.IsWanted ? _filters.Add(change.Filter, node) : _filters.Remove(change.Filter, node);
        }
    }

    private void RemoveAll(NodeId node, Known? known)
    {
        foreach (var filter in known is null ? [] : known.Filters)
        {
            _filters.Remove(filter, node);
        }
    }

    // A node has few filters for one name, and there are few nodes: looking through them costs less than a set.
    private static void RemoveRepeated(List<NodeId> nodes)
    {
        for (var i = nodes.Count - 1; i > 0; i--)
        {
            if (nodes.IndexOf(nodes[i], 0, i) >= 0)
            {
                nodes.RemoveAt(i);
            }
        }
    }

    private sealed class Known
    {
        public long Series { get; init; }

        public InterestVersion Version { get; set; }

        public HashSet<TopicFilter> Filters { get; } = [];
    }
}
