using System.Collections.Concurrent;

namespace Broker.Actors.Nodes;

/// <summary>Where the nodes are: the way to an actor of a given name on a node. Safe for any thread.</summary>
public sealed class ClusterNodes
{
    private readonly ConcurrentDictionary<NodeId, Address> _addresses = [];
    private readonly ConcurrentDictionary<(NodeId, string), ActorSelection> _ways = [];

    /// <summary>This node. One that is in no cluster has a number of its own all the same.</summary>
    public NodeId Self { get; private set; } = new(1);

    /// <summary>Sends to the actor of a name directly below <c>/user</c>; nothing is sent to a node that is no member.</summary>
    public void Tell(NodeId node, string name, object message, IActorRef sender, IActorRefFactory system)
    {
        if (!_ways.TryGetValue((node, name), out var way))
        {
            if (!_addresses.TryGetValue(node, out var address))
            {
                return;
            }

            way = system.ActorSelection($"{address}/user/{name}");
            _ways[(node, name)] = way;
        }

        way.Tell(message, sender);
    }

    internal void Begin(UniqueAddress self)
    {
        Self = NodeId.Of(self);
        Add(self);
    }

    internal void Add(UniqueAddress node) => _addresses[NodeId.Of(node)] = node.Address;

    internal void Remove(UniqueAddress node)
    {
        var id = NodeId.Of(node);
        _addresses.TryRemove(id, out _);
        foreach (var way in _ways.Keys.Where(way => way.Item1 == id).ToList())
        {
            _ways.TryRemove(way, out _);
        }
    }
}
