using Broker.Actors.Fencing;
using Broker.Actors.Interest;
using Broker.Actors.Nodes;
using Broker.Actors.Topics;
using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>Keeps what this node's owners leave until another node takes it, and takes what other nodes hold for owners that start here.</summary>
/// <remarks>
/// Pure: times are milliseconds of any steady clock, and what is to be done is appended to a list. <typeparamref name="TPeer"/> is an
/// owner or a hosting of a shard on this node.
/// </remarks>
public sealed class KeeperState<TPeer>(NodeId node, TermSource terms, KeeperOptions options, NodeFence fence, IInterestProgress interest)
    where TPeer : class
{
    private readonly NodeId _node = node;
    private readonly KeeperOptions _options = options;
    private readonly NodeFence _fence = fence;
    private readonly IInterestProgress _interest = interest;
    private readonly Dictionary<TopicName, LeftTopic> _left = [];

    /// <summary>The number of topics that lie here.</summary>
    public int Topics => _left.Count;

    /// <summary>When <see cref="Tick"/> has something to do next.</summary>
    public long? NextTick => null;

    /// <summary>Members came, went, or are seen otherwise than before.</summary>
    public void MembersChanged(ClusterView view, long now, List<KeeperEffect<TPeer>> effects)
    {
    }

    /// <summary>An owner starts on this node: it is told to begin when it is known what its predecessor left. Repeated by the owner; a repeat changes nothing.</summary>
    /// <param name="owner">The starting owner.</param>
    /// <param name="hosting">The hosting of its shard on this node: another object for each time the shard comes here.</param>
    /// <param name="topic">Its topic.</param>
    /// <param name="shard">Its shard.</param>
    /// <param name="now">The steady clock.</param>
    /// <param name="effects">What is to be done.</param>
    public void Starting(TPeer owner, TPeer hosting, TopicName topic, ShardId shard, long now, List<KeeperEffect<TPeer>> effects)
    {
        var left = _left.GetValueOrDefault(topic);
        effects.Add(new(KeeperEffectKind.SendToOwner, new TopicMayBegin(terms.Next(), left), Peer: owner));
    }

    /// <summary>An owner begins, and is about to make its first promise: what it was given is its own now.</summary>
    public void Begun(TopicBegun begun)
    {
        _left.Remove(begun.Topic);
        _interest.NoteHosted();
    }

    /// <summary>A shard is not hosted here any more.</summary>
    public void HostingEnded(TPeer hosting, long now, List<KeeperEffect<TPeer>> effects)
    {
    }

    /// <summary>An owner of this node stopped and leaves its final state.</summary>
    public void Left(LeftTopic left, long now, List<KeeperEffect<TPeer>> effects) => _left[left.Topic] = left;

    /// <summary>An active owner of this node was told that another node holds a state of its topic.</summary>
    public void Reminded(LeftBehind message, long now, List<KeeperEffect<TPeer>> effects)
    {
    }

    /// <summary>A message came from the keeper of another node.</summary>
    public void Received(object message, long now, List<KeeperEffect<TPeer>> effects)
    {
    }

    /// <summary>This node is about to leave: <see cref="KeeperEffectKind.Drained"/> follows when nothing is left that another could take.</summary>
    public void Drain(long now, List<KeeperEffect<TPeer>> effects) => effects.Add(new(KeeperEffectKind.Drained));

    /// <summary>Time has passed.</summary>
    public void Tick(long now, List<KeeperEffect<TPeer>> effects)
    {
    }
}
