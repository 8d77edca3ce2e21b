using Broker.Actors.Deliveries;
using Broker.Actors.Publishing;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Topics;

/// <summary>The owner of one topic: order, offsets, repeats, repair window and the nodes that are subscribed (docs/topic-protocol.md).</summary>
/// <remarks>
/// Pure: times are milliseconds of any steady clock, and what is to be done is appended to a list. <typeparamref name="TPeer"/> is what a
/// message can be sent to: an actor reference, or a number in a simulation.
/// </remarks>
public sealed class TopicState<TPeer>
    where TPeer : class
{
    private readonly TopicName _topic;
    private readonly TopicOptions _options;
    private readonly RepairWindow _window;
    private readonly DedupeWindow _publishers;
    private readonly List<TPeer> _relays = [];
    private readonly long _idleAfterMs;
    private long _lastUsed;
    private long? _headReportAt;
    private long? _endAt;
    private long? _repeatEndAt;

    /// <summary>A new owner of a new epoch, without anything of a predecessor.</summary>
    public TopicState(TopicName topic, Term term, Epoch epoch, TopicOptions options, long now)
    {
        _topic = topic;
        _options = options;
        _window = new RepairWindow(options);
        _publishers = new DedupeWindow(options);
        var idleAfter = Math.Max(options.IdleAfter.TotalMilliseconds, options.DedupeAge.TotalMilliseconds);
        _idleAfterMs = (long)Math.Max(idleAfter, options.RepairAge.TotalMilliseconds);
        _lastUsed = now;
        Term = term;
        Highest = term;
        Head = new Position(epoch, Offset.Zero);
    }

    public TopicPhase Phase { get; private set; }

    /// <summary>This owner's term; fixed once it is active.</summary>
    public Term Term { get; private set; }

    /// <summary>The highest term it has heard of, its own included.</summary>
    public Term Highest { get; private set; }

    /// <summary>The last publication.</summary>
    public Position Head { get; private set; }

    /// <summary>The number of subscribed nodes.</summary>
    public int Nodes => _relays.Count;

    /// <summary>The number of publications that can be fetched.</summary>
    public int Kept => _window.Count;

    /// <summary>The number of publishers that are remembered.</summary>
    public int Publishers => _publishers.Count;

    /// <summary>When <see cref="Tick"/> has something to do next.</summary>
    public long? NextTick
    {
        get
        {
            if (Phase == TopicPhase.Outlived)
            {
                return null;
            }

            var next = Earlier(_headReportAt, Earlier(_endAt, _repeatEndAt));
            next = Earlier(next, _window.OldestExpires);
            next = Earlier(next, _publishers.OldestExpires);
            return _relays.Count == 0 && _endAt is null ? Earlier(next, _lastUsed + _idleAfterMs) : next;
        }
    }

    /// <summary>A publish came.</summary>
    /// <param name="from">Who is answered.</param>
    /// <param name="publish">The publish.</param>
    /// <param name="now">The steady clock.</param>
    /// <param name="unixMs">The time for clients.</param>
    /// <param name="effects">What is to be done.</param>
    /// <returns>What was decided.</returns>
    public PublishVerdict Publish(TPeer from, Publish publish, long now, long unixMs, List<TopicEffect<TPeer>> effects)
    {
        if (Phase is TopicPhase.Ending or TopicPhase.Outlived)
        {
            effects.Add(new(TopicEffectKind.Forward, from, publish));
            return PublishVerdict.Forwarded;
        }

        var known = _publishers.Find(publish.Publisher);
        if (_options.Rules.RepeatsAreAnswered && known is not null && known.TryFind(publish.Sequence, out var first))
        {
            Answer(from, publish, PublishReply.Accepted, Head with { Offset = first }, effects);
            return PublishVerdict.Repeated;
        }

        if (known is not null && publish.Sequence < known.Floor)
        {
            // A copy that was overtaken by its own repeat; the publisher has its answer.
            return PublishVerdict.Dropped;
        }

        if (IsDoubtful(publish, known, now))
        {
            Answer(from, publish, PublishReply.Unknown, Head, effects);
            return PublishVerdict.Unknown;
        }

        if (_options.Rules.PredecessorsComeFirst && publish.After != PublishSequence.None && known?.HasSeen(publish.After) != true)
        {
            // The one before it was lost on the way. This copy counts for nothing, and its publisher knows that.
            Answer(from, publish, PublishReply.Held, Head, effects);
            return PublishVerdict.Held;
        }

        Accept(from, publish, now, unixMs, effects);
        return PublishVerdict.Accepted;
    }

    /// <summary>A relay wants deliveries, or wants to be sure that it gets them.</summary>
    public void Subscribe(TPeer relay, SubscribeNode subscribe, long now, List<TopicEffect<TPeer>> effects)
    {
        if (Phase is TopicPhase.Ending or TopicPhase.Outlived)
        {
            effects.Add(new(TopicEffectKind.Forward, relay, subscribe));
            return;
        }

        if (subscribe.Highest > Term && MustYield && !RiseAbove(subscribe.Highest, effects))
        {
            effects.Add(new(TopicEffectKind.Forward, relay, subscribe));
            return;
        }

        Phase = TopicPhase.Active;
        _lastUsed = now;
        if (!_relays.Contains(relay))
        {
            _relays.Add(relay);
            effects.Add(new(TopicEffectKind.Watch, relay));
        }

        // A relay that is behind asks for what it misses: one way to repair, whatever the reason.
        effects.Add(new(TopicEffectKind.Send, relay, new NodeSubscribed(Term, Head)));
    }

    /// <summary>A relay stopped, or its node is gone.</summary>
    public void RelayGone(TPeer relay, long now, List<TopicEffect<TPeer>> effects)
    {
        if (_relays.Remove(relay))
        {
            _lastUsed = now;
            StopWhenEnded(effects);
        }
    }

    /// <summary>A relay misses something.</summary>
    public void Fetch(TPeer relay, Fetch fetch, List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Outlived || fetch.Term != Term || fetch.Epoch != Head.Epoch)
        {
            return;
        }

        var kept = _window.Count == 0 ? Head.Offset.Next : _window.First;
        var range = _window.Range(fetch.From, fetch.Through);
        effects.Add(new(TopicEffectKind.Send, relay, new Fetched(Term, fetch.From, kept, Head, range)));
    }

    /// <summary>A relay says that there is a newer owner.</summary>
    public void Outlived(TermOutlived message, List<TopicEffect<TPeer>> effects)
    {
        if (Phase != TopicPhase.Outlived && message.Highest > Term && MustYield)
        {
            RiseAbove(message.Highest, effects);
        }
    }

    /// <summary>The stop message came: nothing more is accepted, and the relays are told the end.</summary>
    public void End(long now, List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Outlived || _relays.Count == 0 || !_options.Rules.EndsAreConfirmed)
        {
            effects.Add(new(TopicEffectKind.Stop));
            return;
        }

        if (Phase == TopicPhase.Ending)
        {
            return;
        }

        Phase = TopicPhase.Ending;
        _headReportAt = null;
        _endAt = now + (long)_options.EndWait.TotalMilliseconds;
        TellEnd(now, effects);
    }

    /// <summary>A relay has everything through the end.</summary>
    public void EndReceived(TPeer relay, EndReceived message, List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Ending && message.Term == Term && _relays.Remove(relay))
        {
            effects.Add(new(TopicEffectKind.Unwatch, relay));
            StopWhenEnded(effects);
        }
    }

    /// <summary>Time has passed.</summary>
    public void Tick(long now, List<TopicEffect<TPeer>> effects)
    {
        _window.Trim(now);
        _publishers.Trim(now);
        if (_headReportAt <= now)
        {
            _headReportAt = null;
            if (_options.Rules.HeadsAreReported)
            {
                SendToRelays(new TopicHead(Term, Head), effects);
            }
        }

        if (_endAt <= now)
        {
            effects.Add(new(TopicEffectKind.Stop));
        }
        else if (_repeatEndAt <= now)
        {
            TellEnd(now, effects);
        }
        else if (_relays.Count == 0 && _endAt is null && _lastUsed + _idleAfterMs <= now)
        {
            // The stop message comes after whatever is on its way here; a publish among that is still served.
            _lastUsed = now;
            effects.Add(new(TopicEffectKind.Passivate));
        }
    }

    private bool MustYield => Phase == TopicPhase.Fresh ? _options.Rules.FreshOwnersRise : _options.Rules.OutlivedOwnersStop;

    private bool IsDoubtful(Publish publish, PublisherRecord? known, long now)
    {
        if (!_options.Rules.DoubtfulRepeatsAreRefused)
        {
            return false;
        }

        if (known is not null && publish.Sequence <= known.ForgottenThrough)
        {
            return true;
        }

        return publish.IsRepeat && (publish.Epoch != Head.Epoch || (known is null && _publishers.MayHaveForgotten(now)));
    }

    private void Accept(TPeer from, Publish publish, long now, long unixMs, List<TopicEffect<TPeer>> effects)
    {
        Phase = TopicPhase.Active;
        _lastUsed = now;
        Head = Head with { Offset = Head.Offset.Next };
        var publication = new Publication(_topic, Head.Epoch, Head.Offset, unixMs, publish.Payload);
        _window.Append(publication, now);
        var record = _publishers.Use(publish.Publisher, now);
        record.RaiseFloor(publish.Floor);
        record.Add(publish.Sequence, Head.Offset);
        if (_relays.Count > 0)
        {
            SendToRelays(new Deliver(Term, publication), effects);
            _headReportAt ??= now + (long)_options.HeadReport.TotalMilliseconds;
        }

        Answer(from, publish, PublishReply.Accepted, Head, effects);
    }

    // While nothing is promised an owner may go above; afterwards it can only make room for one that is.
    private bool RiseAbove(Term higher, List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Fresh)
        {
            Term = new Term(higher.Value + 1);
            Highest = Term;
            effects.Add(new(TopicEffectKind.NoteTerm));
            return true;
        }

        Phase = TopicPhase.Outlived;
        Highest = higher;
        effects.Add(new(TopicEffectKind.NoteTerm));
        effects.Add(new(TopicEffectKind.Passivate));
        return false;
    }

    // Repeated, since a lost last word would look like a lost owner.
    private void TellEnd(long now, List<TopicEffect<TPeer>> effects)
    {
        _repeatEndAt = now + Math.Max(1, (long)_options.EndWait.TotalMilliseconds / 8);
        SendToRelays(new TopicEnded(Term, Head), effects);
    }

    private void SendToRelays(object message, List<TopicEffect<TPeer>> effects)
    {
        foreach (var relay in _relays)
        {
            effects.Add(new(TopicEffectKind.Send, relay, message));
        }
    }

    private void StopWhenEnded(List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Ending && _relays.Count == 0)
        {
            effects.Add(new(TopicEffectKind.Stop));
        }
    }

    private void Answer(TPeer to, Publish publish, PublishReply reply, Position position, List<TopicEffect<TPeer>> effects) =>
        effects.Add(new(TopicEffectKind.Send, to, new PublishAnswer(publish.Publisher, publish.Sequence, reply, position, Nodes)));

    private static long? Earlier(long? left, long? right) =>
        left is null ? right : right is null ? left : Math.Min(left.Value, right.Value);
}
