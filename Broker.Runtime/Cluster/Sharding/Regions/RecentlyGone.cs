using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Regions;

/// <summary>
/// The last nodes and regions that went away. The coordinator may hear of it later than a region and answer with a home that is gone.
/// </summary>
internal sealed class RecentlyGone
{
    // More than a cluster loses within the moment that the coordinator needs to notice.
    private const int Limit = 64;

    private readonly Queue<object> _order = new();
    private readonly Dictionary<object, TimeSpan> _gone = [];

    /// <summary>Remembers a node.</summary>
    public void Add(NodeId node) => AddKey(node, TimeSpan.MaxValue);

    /// <summary>Remembers a region, for good or up to a time.</summary>
    public void Add(IActorRef region, TimeSpan until) => AddKey(region, until);

    /// <summary>Whether this home is gone.</summary>
    public bool Contains(IActorRef region, NodeId node, TimeSpan now) =>
        _gone.Count > 0 && ((_gone.TryGetValue(region, out var until) && now < until) || _gone.ContainsKey(node));

    private void AddKey(object key, TimeSpan until)
    {
        var isNew = !_gone.ContainsKey(key);
        _gone[key] = until;
        if (!isNew)
            return;
        _order.Enqueue(key);
        if (_order.Count > Limit)
            _gone.Remove(_order.Dequeue());
    }
}
