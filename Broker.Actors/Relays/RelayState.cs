using Broker.Actors.Deliveries;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <summary>One node's place in one topic: finds the owner, puts what it delivers in order, and asks for what is missing (docs/topic-protocol.md).</summary>
/// <remarks>
/// Pure: times are milliseconds of any steady clock, and what is to be done is appended to a list. <typeparamref name="TPeer"/> is what a
/// message can be sent to, <typeparamref name="TSubscriber"/> one who hears the topic on this node.
/// </remarks>
public sealed class RelayState<TPeer, TSubscriber>(TopicName topic, RelayOptions options)
    where TPeer : class
    where TSubscriber : class
{
    private readonly Queue<Waiting> _waiting = new();
    private readonly EarlyPublications _early = new(options);
    private int _admitted;
    private TPeer? _owner;
    private Term _term;
    private Offset _head;
    private Position? _end;
    private bool _isEndConfirmed;
    private int _attempt;
    private long? _subscribeAt;
    private Offset? _fetchFrom;
    private long _fetchDeadline;
    private int _fetchesLost;
    private long? _restAt;

    public RelayPhase Phase { get; private set; }

    /// <summary>How far the admitted subscribers are.</summary>
    public Position Position { get; private set; }

    /// <summary>The highest term heard of; nothing of a lower one is taken.</summary>
    public Term Highest { get; private set; }

    /// <summary>The subscribers, admitted or waiting.</summary>
    public int Subscribers => _admitted + _waiting.Count;

    /// <summary>The publications that wait for those before them.</summary>
    public int Early => _early.Count;

    /// <summary>When <see cref="Tick"/> has something to do next.</summary>
    public long? NextTick
    {
        get
        {
            var next = _subscribeAt;
            if (_fetchFrom is not null && (next is null || _fetchDeadline < next))
            {
                next = _fetchDeadline;
            }

            return _restAt is not null && (next is null || _restAt < next) ? _restAt : next;
        }
    }

    /// <summary>Someone on this node wants to hear the topic; admitted when the topic will deliver.</summary>
    public void Join(TSubscriber subscriber, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        _restAt = null;
        _waiting.Enqueue(new Waiting(subscriber, _head));
        if (Phase == RelayPhase.Resting)
        {
            LookForOwner(now, effects);
        }

        AdmitThoseInReach(effects);
    }

    /// <summary>One who joined leaves, admitted or not.</summary>
    public void Leave(TSubscriber subscriber, long now)
    {
        if (!RemoveWaiting(subscriber))
        {
            _admitted--;
        }

        if (Subscribers == 0)
        {
            _restAt = now + (long)options.Linger.TotalMilliseconds;
        }
    }

    /// <summary>An owner will deliver.</summary>
    public void Subscribed(TPeer owner, NodeSubscribed message, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (message.Term < Highest && options.Rules.LowerTermsAreRefused)
        {
            effects.Add(new(RelayEffectKind.Send, new TermOutlived(Highest), owner));
            return;
        }

        Follow(owner, message.Term, effects);
        Phase = RelayPhase.Subscribed;
        _attempt = 0;
        _subscribeAt = null;
        TakeHead(message.Head, effects);
        AdmitThoseInReach(effects);
        FetchIfBehind(now, effects);
    }

    /// <summary>A publication came.</summary>
    public DeliverVerdict Delivered(TPeer owner, Deliver message, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (!IsCurrent(owner, message.Term, now, effects))
        {
            return DeliverVerdict.OtherTerm;
        }

        var publication = message.Publication;
        if (publication.Epoch != Position.Epoch || (publication.Offset <= Position.Offset && options.Rules.DuplicatesAreDropped))
        {
            return DeliverVerdict.Duplicate;
        }

        if (publication.Offset > _head)
        {
            _head = publication.Offset;
        }

        if (publication.Offset == Position.Offset.Next || !options.Rules.GapsAreFetched)
        {
            Emit(publication, effects);
            Advance(effects);
            return DeliverVerdict.InOrder;
        }

        _early.Keep(publication);
        FetchIfBehind(now, effects);
        return DeliverVerdict.Early;
    }

    /// <summary>The owner says what it published last.</summary>
    public void Headed(TPeer owner, TopicHead message, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (IsCurrent(owner, message.Term, now, effects))
        {
            RaiseHead(message.Head);
            FetchIfBehind(now, effects);
        }
    }

    /// <summary>What was fetched came, or what is left of it.</summary>
    public void Fetched(TPeer owner, Fetched message, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (message.From != _fetchFrom || !IsCurrent(owner, message.Term, now, effects))
        {
            return;
        }

        _fetchFrom = null;
        _fetchesLost = 0;
        RaiseHead(message.Head);
        if (message.FirstKept > Position.Offset.Next)
        {
            SkipTo(message.FirstKept, effects);
        }

        foreach (var publication in message.Publications)
        {
            if (publication.Epoch == Position.Epoch && publication.Offset == Position.Offset.Next)
            {
                Emit(publication, effects);
            }
        }

        Advance(effects);
        FetchIfBehind(now, effects);
    }

    /// <summary>The owner stops cleanly; nothing comes after the head it names.</summary>
    public void Ended(TPeer owner, TopicEnded message, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (IsCurrent(owner, message.Term, now, effects))
        {
            _end = message.Head;
            _isEndConfirmed = false;
            RaiseHead(message.Head);
            ConfirmEnd(effects);
            FetchIfBehind(now, effects);
        }
    }

    /// <summary>An owner stopped, or its node is gone.</summary>
    public void OwnerGone(TPeer owner, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (!owner.Equals(_owner))
        {
            return;
        }

        // The end of a watch may overtake ordinary messages, so what still comes of this term is taken until there is a new owner.
        _owner = null;
        _fetchFrom = null;
        LookForOwner(now, effects);
    }

    /// <summary>Time has passed.</summary>
    public void Tick(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (_restAt <= now)
        {
            _restAt = null;
            effects.Add(new(RelayEffectKind.Rest));
        }

        if (_fetchFrom is not null && _fetchDeadline <= now)
        {
            _fetchFrom = null;
            if (++_fetchesLost < options.FetchAttempts)
            {
                FetchIfBehind(now, effects);
            }
            else
            {
                LookForOwner(now, effects);
            }
        }

        if (_subscribeAt <= now)
        {
            SendSubscribe(now, effects);
        }
    }

    private void LookForOwner(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        Phase = RelayPhase.Subscribing;
        _attempt = 0;
        _fetchesLost = 0;
        SendSubscribe(now, effects);
    }

    private void SendSubscribe(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        var wait = Math.Min(options.SubscribeRetry.TotalMilliseconds * (1L << Math.Min(_attempt, 16)), options.SubscribeRetryMax.TotalMilliseconds);
        _attempt++;
        _subscribeAt = now + (long)wait;
        effects.Add(new(RelayEffectKind.SendToTopic, new SubscribeNode(topic, Position, Highest)));
    }

    // Whether a message is of the owner this relay follows. Of an older one nothing is taken, and it is told; of a newer one the answer
    // to the subscribe was lost, so that its numbers have no known start yet.
    private bool IsCurrent(TPeer sender, Term term, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (term == _term && term == Highest)
        {
            return true;
        }

        if (term < Highest)
        {
            effects.Add(new(RelayEffectKind.Send, new TermOutlived(Highest), sender));
            return !options.Rules.LowerTermsAreRefused;
        }

        Highest = term;
        if (Phase == RelayPhase.Subscribed)
        {
            LookForOwner(now, effects);
        }

        return false;
    }

    private void Follow(TPeer owner, Term term, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        _term = term;
        Highest = term;
        if (owner.Equals(_owner))
        {
            return;
        }

        if (_owner is not null)
        {
            effects.Add(new(RelayEffectKind.Unwatch, Peer: _owner));
        }

        _owner = owner;
        _fetchFrom = null;
        effects.Add(new(RelayEffectKind.Watch, Peer: owner));
    }

    private void TakeHead(Position head, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (head.Epoch == Position.Epoch)
        {
            RaiseHead(head);
            return;
        }

        var start = Position.IsNone ? head : new Position(head.Epoch, Offset.Zero);
        if (!Position.IsNone && !_isEndConfirmed && _admitted > 0 && options.Rules.GapsAreTold)
        {
            effects.Add(new(RelayEffectKind.TellGap, new TopicGap(topic, GapReason.OwnerLost, Position, start)));
        }

        Position = start;
        _head = head.Offset;
        _end = null;
        _isEndConfirmed = false;
        _fetchFrom = null;
        _early.Clear();
        WaitForHead();
    }

    private void RaiseHead(Position head)
    {
        if (head.Epoch == Position.Epoch && head.Offset > _head)
        {
            _head = head.Offset;
        }
    }

    private void SkipTo(Offset first, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        var before = Position;
        Position = Position with { Offset = new Offset(first.Value - 1) };
        _early.DropThrough(Position.Offset);
        if (_admitted > 0 && options.Rules.GapsAreTold)
        {
            effects.Add(new(RelayEffectKind.TellGap, new TopicGap(topic, GapReason.RangeGone, before, Position)));
        }

        AdmitThoseInReach(effects);
    }

    private void Emit(Publication publication, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        Position = Position with { Offset = publication.Offset };
        _early.Take(publication.Offset);
        if (_admitted > 0)
        {
            effects.Add(new(RelayEffectKind.Emit, publication));
        }

        AdmitThoseInReach(effects);
    }

    private void Advance(List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        while (_early.Take(Position.Offset.Next) is { } publication)
        {
            Emit(publication, effects);
        }

        ConfirmEnd(effects);
    }

    private void ConfirmEnd(List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (_end == Position && !_isEndConfirmed)
        {
            _isEndConfirmed = true;
            if (_owner is not null)
            {
                effects.Add(new(RelayEffectKind.Send, new EndReceived(_term), _owner));
            }
        }
    }

    private void FetchIfBehind(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (_fetchFrom is not null || _owner is null || Position.Offset >= _head)
        {
            return;
        }

        _fetchFrom = Position.Offset.Next;
        _fetchDeadline = now + (long)options.FetchTimeout.TotalMilliseconds;
        effects.Add(new(RelayEffectKind.Send, new Fetch(_term, Position.Epoch, Position.Offset.Next, _head), _owner));
    }

    // A subscriber hears what comes after the head of its joining, not what this node is just catching up with.
    private void AdmitThoseInReach(List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        while (_waiting.TryPeek(out var first) && IsInReach(first))
        {
            _waiting.Dequeue();
            _admitted++;
            effects.Add(new(RelayEffectKind.Admit, Subscriber: first.Subscriber, Position: Position));
        }
    }

    private bool IsInReach(Waiting waiting) =>
        !options.Rules.AdmittedOnlyInReach || (Phase == RelayPhase.Subscribed && waiting.From <= Position.Offset);

    // Those who joined while there was no owner join at its head.
    private void WaitForHead()
    {
        for (var left = _waiting.Count; left > 0; left--)
        {
            _waiting.Enqueue(_waiting.Dequeue() with { From = _head });
        }
    }

    private bool RemoveWaiting(TSubscriber subscriber)
    {
        var found = false;
        for (var left = _waiting.Count; left > 0; left--)
        {
            var waiting = _waiting.Dequeue();
            if (!found && ReferenceEquals(waiting.Subscriber, subscriber))
            {
                found = true;
            }
            else
            {
                _waiting.Enqueue(waiting);
            }
        }

        return found;
    }

    private readonly record struct Waiting(TSubscriber Subscriber, Offset From);
}
