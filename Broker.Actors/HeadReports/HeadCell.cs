using Broker.Actors.Nodes;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.HeadReports;

/// <summary>Where one owner writes its head, and the node's reporter reads it: a publish costs a write, not a message.</summary>
/// <remarks>An owner that changes its term or epoch, which it can only before it has promised anything, closes its cell and takes a new one.</remarks>
public sealed class HeadCell(TopicName topic, Term term, Epoch epoch)
{
    private long _offset;
    private NodeId[] _nodes = [];
    private int _isQueued;
    private volatile bool _isClosed;

    public TopicName Topic { get; } = topic;

    public Term Term { get; } = term;

    /// <summary>The last publication.</summary>
    public Position Head => new(epoch, new Offset(Volatile.Read(ref _offset)));

    /// <summary>The other nodes that are subscribed, each once. What goes to a relay on this node can't be lost and is not reported.</summary>
    public NodeId[] Nodes => Volatile.Read(ref _nodes);

    /// <summary>The owner has stopped: its head means nothing more.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>For the owner: something was published. Whether the cell is to be given to the reporter.</summary>
    public bool Raise(Offset head)
    {
        Volatile.Write(ref _offset, head.Value);
        return Volatile.Read(ref _nodes).Length > 0 && Interlocked.Exchange(ref _isQueued, 1) == 0;
    }

    /// <summary>For the owner: other nodes are subscribed now.</summary>
    public void SetNodes(NodeId[] nodes) => Volatile.Write(ref _nodes, nodes);

    /// <summary>For the owner, when it stops.</summary>
    public void Close() => _isClosed = true;

    /// <summary>For the reporter, before it reads: what is published from now on is given to it again.</summary>
    public void Taken() => Interlocked.Exchange(ref _isQueued, 0);
}
