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
    private readonly HashSet<object> _gone = [];

    /// <summary>Remembers a node.</summary>
    public void Add(NodeId node) => AddKey(node);

    /// <summary>Remembers a region.</summary>
    public void Add(IActorRef region) => AddKey(region);

    /// <summary>Whether this home is gone.</summary>
    public bool Contains(IActorRef region, NodeId node) => _gone.Count > 0 && (_gone.Contains(region) || _gone.Contains(node));

    private void AddKey(object key)
    {
        if (!_gone.Add(key))
            return;
        _order.Enqueue(key);
        if (_order.Count > Limit)
            _gone.Remove(_order.Dequeue());
    }
}
