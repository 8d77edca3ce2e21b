using Broker.Actors.Deliveries;
using Broker.Actors.Nodes;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <summary>One node's place in one topic: finds the owner, puts what it delivers in order, and asks for what is missing (docs/topic-protocol.md).</summary>
/// <remarks>
/// Pure: times are milliseconds of any steady clock, and what is to be done is appended to a list. <typeparamref name="TPeer"/> is what a
/// message can be sent to, <typeparamref name="TSubscriber"/> one who hears the topic on this node. This part has what comes from owners;
/// RelayState.Hearers.cs has those who hear the topic here, RelayState.Search.cs how an owner is found and left.
/// </remarks>
public sealed partial class RelayState<TPeer, TSubscriber>(TopicName topic, NodeId node, RelayOptions options)
    where TPeer : class
    where TSubscriber : class
{
    private readonly EarlyPublications _early = new(options);
    private Term _term;
    private Offset _head;
    private Position? _end;
    private bool _isEndConfirmed;
    private Position _previous;
    private Term _refused;

    public RelayPhase Phase { get; private set; }

    /// <summary>How far those who hear the topic are.</summary>
    public Position Position { get; private set; }

    /// <summary>The highest term heard of; nothing of a lower one is taken.</summary>
    public Term Highest { get; private set; }

    /// <summary>The term this relay followed last.</summary>
    public Term Followed => _term;

    /// <summary>The publications that wait for those before them.</summary>
    public int Early => _early.Count;

    /// <summary>When <see cref="Tick"/> has something to do next.</summary>
    public long? NextTick
    {
        get
        {
            var next = Deadlines.Earlier(_searchAt, Deadlines.Earlier(_restAt, _reportDue));
            next = Deadlines.Earlier(next, _fetchFrom is null ? null : _fetchDeadline);
            return Deadlines.Earlier(next, _recoveries?.FetchFrom is null ? null : _recoveries.Deadline);
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

        if (IsStale(message))
        {
            TellRefused(message.Term, message.Head, effects);
            effects.Add(new(RelayEffectKind.Send, new InheritanceStale(message.Term, _term), owner));
            return;
        }

        var isNewOwner = message.Term != _term;
        Follow(owner, message.Term, effects);
        if (Phase == RelayPhase.Resting)
        {
            // The answer to a subscribe that was late: this node is on the owner's list again, and does not want to be.
            AskForRest(now, effects);
            return;
        }

        Phase = RelayPhase.Subscribed;
        _attempt = 0;
        _searchAt = null;
        TakeHead(message, isNewOwner, effects);
        _joins.Headed(_head);
        _recoveries?.Headed(message.Head);
        HandOut(effects);
        AdmitThoseInReach(effects);
        Recover(now, effects);
        FetchIfBehind(now, effects);
    }

    /// <summary>A publication came.</summary>
    public DeliverVerdict Delivered(TPeer owner, Deliver message, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        var publication = message.Publication;
        if (!IsCurrent(owner, message.Term, now, effects))
        {
            if (message.Term < Highest)
            {
                TellRefused(message.Term, new Position(publication.Epoch, publication.Offset), effects);
            }

            return DeliverVerdict.OtherTerm;
        }

        if (publication.Epoch != Position.Epoch || (publication.Offset <= Position.Offset && options.Rules.DuplicatesAreDropped))
        {
            return DeliverVerdict.Duplicate;
        }

        CancelRest();
        if (publication.Offset > _head)
        {
            _head = publication.Offset;
        }

        if (publication.Offset == Position.Offset.Next || !options.Rules.GapsAreFetched)
        {
            Emit(publication, now, effects);
            Advance(now, effects);
            return DeliverVerdict.InOrder;
        }

        _early.Keep(publication);
        FetchIfBehind(now, effects);
        return DeliverVerdict.Early;
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

    /// <summary>Time has passed.</summary>
    public void Tick(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (_reportDue <= now)
        {
            _reportDue = null;
            RaiseHead(Position with { Offset = _reportedHead });
            FetchIfBehind(now, effects);
        }

        if (_fetchFrom is not null && _fetchDeadline <= now)
        {
            _fetchFrom = null;
            FetchLost(now, effects);
        }

        if (_recoveries?.FetchFrom is not null && _recoveries.Deadline <= now)
        {
            _recoveries.FetchLost();
            FetchLost(now, effects);
        }

        if (_restAt <= now)
        {
            TryRest(now, effects);
        }

        if (_searchAt <= now)
        {
            SearchAgain(now, effects);
        }
    }

    private void TakeHead(NodeSubscribed message, bool isNewOwner, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        var head = message.Head;
        if (head.Epoch == Position.Epoch)
        {
            _end = isNewOwner ? null : _end;
            _isEndConfirmed &= !isNewOwner;
            RaiseHead(head);
            return;
        }

        Position start;
        if (!Position.IsNone)
        {
            start = new Position(head.Epoch, Offset.Zero);
            _previous = Position;

            // After a clean end too: its state moves on in the same epoch, so another one means that the state was lost on the way.
            TellGap(GapReason.OwnerLost, start, effects);
        }
        else
        {
            // A node that was invited is owed what came after the invite, though somebody else made it subscribe.
            var isInvited = message.Invited.Epoch == head.Epoch && options.Rules.InvitedPositionsAreTaken;
            start = isInvited ? message.Invited : head;
        }

        Position = start;
        _started = start;
        _head = head.Offset;
        _end = null;
        _isEndConfirmed = false;
        _fetchFrom = null;
        _reportDue = null;
        _early.Clear();
        _joins.Forget();
        _recoveries?.GiveUpAll();
        HandOut(effects);
    }

    private void Emit(Publication publication, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        Position = Position with { Offset = publication.Offset };
        _early.Take(publication.Offset);
        if (IsHeard)
        {
            effects.Add(new(RelayEffectKind.Emit, publication));
        }

        _recoveries?.Emitted(publication);
        HandOut(effects);
        RestLater(now);
        AdmitThoseInReach(effects);
    }

    private void Advance(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        while (_early.Take(Position.Offset.Next) is { } publication)
        {
            Emit(publication, now, effects);
        }

        ConfirmEnd(effects);
        if (_recoveries is { Count: > 0 })
        {
            Recover(now, effects);
        }
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

    private void TellGap(GapReason reason, Position after, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (IsHeard && options.Rules.GapsAreTold)
        {
            effects.Add(new(RelayEffectKind.TellGap, new TopicGap(topic, reason, Position, after)));
        }
    }

    // Two owners were active at a time. What the one that is not followed accepted does not come here, if it was not taken before.
    private void TellRefused(Term term, Position position, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        var isTaken = position.Epoch == Position.Epoch ? position.Offset <= Position.Offset
            : position.Epoch == _previous.Epoch && position.Offset <= _previous.Offset;
        if (term != _refused && !isTaken && !Position.IsNone && position.Offset != Offset.Zero && options.Rules.RefusalsAreTold)
        {
            _refused = term;
            TellGap(GapReason.OwnerLost, Position, effects);
        }
    }
}
