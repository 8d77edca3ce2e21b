using Broker.Actors.Deliveries;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Actors.Relays;

/// <content>How a gap shows, and how it is filled: by what the owner still has, or by saying that it is gone.</content>
public sealed partial class RelayState<TPeer, TSubscriber>
{
    private Offset? _fetchFrom;
    private long _fetchDeadline;
    private int _fetchesLost;
    private Offset _reportedHead;
    private long? _reportDue;

    /// <summary>The owner says what it published last.</summary>
    public void Headed(TPeer owner, TopicHead message, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (!IsCurrent(owner, message.Term, now, effects))
        {
            return;
        }

        RaiseHead(message.Head);
        if (Phase == RelayPhase.Unsubscribing && message.Head.Epoch != Position.Epoch)
        {
            LookForOwner(now, effects);
        }

        FetchIfBehind(now, effects);
    }

    /// <summary>Another node reports what its owner published last. That may have overtaken deliveries, so it counts a little later.</summary>
    public void Reported(TopicHead message, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (message.Term > Highest)
        {
            HearOfNewer(message.Term, now, effects);
        }
        else if (message.Term == _term && message.Head.Epoch == Position.Epoch && message.Head.Offset > Position.Offset)
        {
            _reportedHead = message.Head.Offset;
            _reportDue ??= now + (long)options.ReportPatience.TotalMilliseconds;
        }
        else if (message.Term < Highest)
        {
            TellRefused(message.Term, message.Head, effects);
        }
    }

    /// <summary>What was fetched came, or what is left of it.</summary>
    public void Fetched(TPeer owner, Fetched message, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        var isForGap = message.From == _fetchFrom;
        var isForRecovery = message.From == _recoveries?.FetchFrom;
        if ((!isForGap && !isForRecovery) || !IsCurrent(owner, message.Term, now, effects))
        {
            return;
        }

        _fetchesLost = 0;
        RaiseHead(message.Head);
        _recoveries?.Headed(message.Head);
        if (isForRecovery && message.Head.Epoch == Position.Epoch)
        {
            _recoveries!.Fetched(message);
        }

        HandOut(effects);

        if (isForGap)
        {
            _fetchFrom = null;
            FillGap(message, now, effects);
        }

        Recover(now, effects);
        FetchIfBehind(now, effects);
    }

    private void FetchLost(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (++_fetchesLost < options.FetchAttempts)
        {
            FetchIfBehind(now, effects);
            Recover(now, effects);
        }
        else
        {
            LookForOwner(now, effects);
        }
    }

    private void RaiseHead(Position head)
    {
        if (head.Epoch == Position.Epoch && head.Offset > _head)
        {
            _head = head.Offset;
        }

        if (_head > Position.Offset)
        {
            CancelRest();
        }
    }

    private void FillGap(Fetched message, long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (message.Head.Epoch == Position.Epoch && message.FirstKept > Position.Offset.Next)
        {
            SkipTo(message.FirstKept, effects);
        }

        foreach (var publication in message.Publications)
        {
            if (publication.Epoch == Position.Epoch && publication.Offset == Position.Offset.Next)
            {
                Emit(publication, now, effects);
            }
        }

        Advance(now, effects);
    }

    private void SkipTo(Offset first, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        var after = Position with { Offset = new Offset(first.Value - 1) };
        TellGap(GapReason.RangeGone, after, effects);
        Position = after;
        _early.DropThrough(after.Offset);
        _recoveries?.GiveUpAll();
        HandOut(effects);
        AdmitThoseInReach(effects);
    }

    private void FetchIfBehind(long now, List<RelayEffect<TPeer, TSubscriber>> effects)
    {
        if (_fetchFrom is not null || _owner is null)
        {
            return;
        }

        // Someone who claims to be ahead is a reason to ask too: the answer has the head.
        var ahead = _recoveries is { Count: > 0 } && Phase == RelayPhase.Subscribed ? _recoveries.Ahead : Offset.Zero;
        var through = ahead > _head ? ahead : _head;
        if (Position.Offset >= through)
        {
            return;
        }

        _fetchFrom = Position.Offset.Next;
        _fetchDeadline = now + (long)options.FetchTimeout.TotalMilliseconds;
        effects.Add(new(RelayEffectKind.Send, new Fetch(_term, Position.Epoch, Position.Offset.Next, through), _owner));
    }
}
