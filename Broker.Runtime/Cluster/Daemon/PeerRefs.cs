using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Daemon;

/// <summary>References to the actors at the same path on other nodes, kept because gossip goes out often while views differ.</summary>
internal sealed class PeerRefs(IActorRefProvider provider, IActorRef self)
{
    /// <summary>More addresses than any cluster has members; reached only by nodes that come and go at new addresses.</summary>
    private const int Capacity = 1024;

    private readonly Dictionary<Address, IActorRef> _refs = [];
    private readonly string[] _path = [.. self.Path.Elements];

    public void Send(Address to, object message)
    {
        if (!_refs.TryGetValue(to, out var peer))
        {
            if (_refs.Count >= Capacity)
                _refs.Clear();
            _refs[to] = peer = provider.ResolveActorRef(new RootActorPath(to) / _path);
        }

        peer.Tell(message, self);
    }
}
