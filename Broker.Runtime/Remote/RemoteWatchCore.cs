using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;

namespace Broker.Runtime.Remote;

/// <summary>Which local actors watch which remote ones, and how the nodes of those do that no cluster judges.</summary>
/// <remarks>Pure: no clock, no sockets, no actors. <c>now</c> is any monotonic time. Only one caller at a time.</remarks>
/// <param name="acceptablePause">A longer silence of a node means that it is gone.</param>
/// <param name="firstAnswerAfter">How much longer its first answer may take.</param>
/// <param name="omitted">For tests only.</param>
internal sealed class RemoteWatchCore(TimeSpan acceptablePause, TimeSpan firstAnswerAfter, OmittedRules omitted = OmittedRules.None)
{
    private readonly Dictionary<IActorRef, HashSet<IActorRef>> _watching = [];
    private readonly WatchedNodesState _nodes = new(acceptablePause, firstAnswerAfter);
    private HashSet<Address> _judgedByCluster = [];
    private HashSet<Address> _targets = [];

    /// <summary>The nodes to send heartbeats to.</summary>
    public IReadOnlySet<Address> Targets => _targets;

    /// <summary>The actors that are watched.</summary>
    public IReadOnlyCollection<IActorRef> Watched => _watching.Keys;

    /// <summary>A local actor watches a remote one; true when nobody did before, so that the remote one has to be told.</summary>
    public bool Watch(IActorRef watchee, IActorRef watcher, TimeSpan now)
    {
        if (!_watching.TryGetValue(watchee, out var watchers))
            _watching[watchee] = watchers = [];
        watchers.Add(watcher);
        if (watchers.Count > 1)
            return false;
        FollowNodes(now);
        return true;
    }

    /// <summary>It no longer does; true when nobody is left.</summary>
    public bool Unwatch(IActorRef watchee, IActorRef watcher, TimeSpan now)
    {
        if (!_watching.TryGetValue(watchee, out var watchers) || !watchers.Remove(watcher) || watchers.Count > 0)
            return false;
        _watching.Remove(watchee);
        FollowNodes(now);
        return true;
    }

    /// <summary>The remote actor is gone, alone or with its node; gives who has to be told.</summary>
    /// <remarks>
    /// When the whole node is gone, most watchers have heard it from the engine already, and a second word means nothing to them. But one that
    /// began to watch between that word and this one has only this.
    /// </remarks>
    public IReadOnlyCollection<IActorRef> Terminated(IActorRef watchee, bool withItsNode, TimeSpan now)
    {
        if (!_watching.Remove(watchee, out var watchers))
            return [];
        FollowNodes(now);
        return withItsNode && omitted.HasFlag(OmittedRules.NodeEndsItsActors) ? [] : watchers;
    }

    /// <summary>A node answered a heartbeat.</summary>
    public void Heard(Address node, int uid, TimeSpan now) => _nodes.Heard(node, uid, now);

    /// <summary>The nodes that the failure detector of the cluster judges: these are none of our business.</summary>
    public void SetNodesOfCluster(IEnumerable<Address> nodes, TimeSpan now)
    {
        _judgedByCluster = [.. nodes];
        FollowNodes(now);
    }

    /// <summary>Forgets and gives the nodes that were silent for too long.</summary>
    public IReadOnlyList<(Address Address, int? Uid)> TakeSilent(TimeSpan now) => _nodes.TakeSilent(now);

    private void FollowNodes(TimeSpan now)
    {
        HashSet<Address> wanted = [];
        foreach (var watchee in _watching.Keys)
        {
            if (!_judgedByCluster.Contains(watchee.Path.Address))
                wanted.Add(watchee.Path.Address);
        }

        if (_nodes.Follow(wanted, now))
            _targets = wanted;
    }
}
