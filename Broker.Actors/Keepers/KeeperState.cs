using Broker.Actors.Fencing;
using Broker.Actors.Interest;
using Broker.Actors.Nodes;
using Broker.Actors.Topics;
using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>Keeps what this node's owners leave until another node takes it, and takes what other nodes hold for owners that start here.</summary>
/// <remarks>
/// Pure: times are milliseconds of any steady clock, and what is to be done is appended to a list. <typeparamref name="TPeer"/> is an
/// owner or a hosting of a shard on this node. The rules are in docs/topic-protocol.md, "Moving with state".
/// </remarks>
public sealed class KeeperState<TPeer>
    where TPeer : class
{
    private readonly KeeperCore<TPeer> _core;
    private readonly LeftHolder<TPeer> _holder;
    private readonly LeftTaker<TPeer> _taker;
    private readonly ShardHostings<TPeer> _hostings;
    private readonly TermSource _terms;
    private readonly IInterestProgress _interest;
    private bool _isDrained;
    private long? _fenceLookAt;

    public KeeperState(NodeId self, TermSource terms, KeeperOptions options, NodeFence fence, IInterestProgress interest)
    {
        _core = new KeeperCore<TPeer>(self, options, fence, Counts);
        _terms = terms;
        _interest = interest;
        _holder = new LeftHolder<TPeer>(_core);
        _taker = new LeftTaker<TPeer>(_core);
        _hostings = new ShardHostings<TPeer>(_core, _holder, _taker, terms, interest);
    }

    public KeeperCounts Counts { get; } = new();

    /// <summary>The number of topics that lie here.</summary>
    public int Topics => _core.Store.Count;

    /// <summary>The number of topics that are on their way here.</summary>
    public int Coming => _taker.Count;

    /// <summary>When <see cref="Tick"/> has something to do next.</summary>
    public long? NextTick => Deadlines.Earlier(Deadlines.Earlier(_hostings.NextTick, _taker.NextTick), Deadlines.Earlier(_holder.NextTick, _fenceLookAt));

    /// <summary>Members came, went, or are seen otherwise than before.</summary>
    public void MembersChanged(ClusterView view, long now, List<KeeperEffect<TPeer>> effects)
    {
        foreach (var former in _core.View.Members.Where(member => !view.Contains(member.Node)))
        {
            _core.Records.Forget(former.Node);
        }

        _core.View = view;
        _core.Effects = effects;
        _holder.DropGone();
        var gone = _taker.DropGone();
        _hostings.Settled(gone, now);
        _hostings.MembersChanged(now);
        LookIfDrained();
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
        _core.Effects = effects;
        _hostings.Starting(owner, hosting, topic, shard, now);
        LookAtFence(now);
    }

    /// <summary>An owner begins, and is about to make its first promise: what it was given is its own now.</summary>
    public void Begun(TopicBegun begun)
    {
        if (_core.Store.Find(begun.Topic) is { } entry && (entry.PinnedTo == _core.Self || entry.PinnedTo == NodeId.None))
        {
            _core.Store.Remove(begun.Topic);
        }

        _interest.NoteHosted();
    }

    /// <summary>A shard is not hosted here any more.</summary>
    public void HostingEnded(TPeer hosting, long now, List<KeeperEffect<TPeer>> effects)
    {
        _core.Effects = effects;
        _hostings.Ended(hosting);
    }

    /// <summary>An owner of this node stopped and leaves its final state.</summary>
    public void Left(LeftTopic left, long now, List<KeeperEffect<TPeer>> effects)
    {
        _core.Effects = effects;
        _holder.Put(left, now);
        _hostings.Settled(left.Topic, left.Shard, now);
    }

    /// <summary>An active owner of this node was reminded of a state of its topic on another: that is out of date.</summary>
    public void Reminded(LeftBehind message, long now, List<KeeperEffect<TPeer>> effects)
    {
        _core.Effects = effects;
        if (message.Node != _core.Self && !_taker.IsPending(message.Topic) && !_core.IsFenced(now))
        {
            _core.TellTaken(message.Node, new LeftName(message.Topic, message.Term, default));
        }
    }

    /// <summary>A message came from the keeper of another node.</summary>
    public void Received(object message, long now, List<KeeperEffect<TPeer>> effects)
    {
        _core.Effects = effects;
        switch (message)
        {
            case AskLeft ask:
                Asked(ask, now);
                break;
            case LeftNames names:
                _hostings.Answered(names, now);
                break;
            case TakeLeft take when !_core.IsFenced(now):
                _holder.Give(take, _hostings.IsActive, now);
                break;
            case LeftSegment segment:
                Arrived(segment, now);
                break;
            case LeftGone gone when _taker.Gone(gone):
                _hostings.Settled([gone.Topic], now);
                break;
            case LeftTaken taken:
                _holder.Taken(taken);
                Cancelled(taken, now);
                break;
            case LeftWaiting waiting:
                _core.TellTaken(waiting.Node, [.. waiting.Names.Where(name => !_taker.IsPending(name.Topic))]);
                break;
            case LeftYielded yielded:
                _core.TellTaken(yielded.Node, [.. yielded.Names.Where(name => _hostings.Opened(yielded.Shard) > name.Hosting)]);
                break;
            case LeftBehind behind:
                _core.TellTopic(behind);
                break;
            case KeeperDraining draining:
                _holder.Draining(draining.Node);
                break;
        }

        LookIfDrained();
    }

    /// <summary>This node is about to leave: <see cref="KeeperEffectKind.Drained"/> follows when nothing is left that another could take.</summary>
    public void Drain(long now, List<KeeperEffect<TPeer>> effects)
    {
        _core.Effects = effects;
        _isDrained = false;
        _holder.BeginDraining(now);
        _holder.Tick(now);
        LookIfDrained();
    }

    /// <summary>Time has passed.</summary>
    public void Tick(long now, List<KeeperEffect<TPeer>> effects)
    {
        _core.Effects = effects;
        if (_fenceLookAt <= now)
        {
            _fenceLookAt = null;
            _hostings.ServeWaiting(now);
            LookAtFence(now);
        }

        _hostings.Tick(now);
        if (_taker.NextTick <= now)
        {
            _taker.Tick(now);
        }

        _holder.Tick(now);
        LookIfDrained();
    }

    private void Asked(AskLeft ask, long now)
    {
        foreach (var asked in ask.Shards)
        {
            _core.Records.Note(asked, ask.Node);
            _terms.Note(asked.Hosting);
            var isHosting = _hostings.IsActive(asked.Shard);
            if (!_core.IsFenced(now) && !_hostings.IsAskingBefore(asked) && (isHosting || _taker.Yield(asked, ask.Node)))
            {
                _holder.Answer(
                    ask.Node, asked, _taker.Of(asked.Shard), isHosting, _hostings.Heard(asked.Shard), _terms.Highest, _interest.OwnVersion, now);
            }
        }
    }

    private void Arrived(LeftSegment segment, long now)
    {
        if (_taker.Received(segment, now) is { } taken)
        {
            _holder.PutTaken(taken, now);
            _hostings.Settled(taken.Topic, taken.Shard, now);
            _taker.Start(now);
        }
    }

    // Another node answers for what was still to come here, or knows that it does not count.
    private void Cancelled(LeftTaken message, long now)
    {
        foreach (var name in message.Names)
        {
            if (_taker.Cancel(name))
            {
                _hostings.Settled([name.Topic], now);
            }
        }
    }

    // While the fence is closed owners wait; nothing tells when it opens again, so it is looked at.
    private void LookAtFence(long now)
    {
        if (_core.IsFenced(now))
        {
            _fenceLookAt ??= now + ((long)_core.Options.AskRetry.TotalMilliseconds / 5);
        }
    }

    private void LookIfDrained()
    {
        if (!_isDrained && _holder.IsDrained(_taker.Count + _hostings.Closed))
        {
            _isDrained = true;
            _core.Effects.Add(new(KeeperEffectKind.Drained));
        }
    }
}
