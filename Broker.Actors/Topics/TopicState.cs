using Broker.Actors.Deliveries;
using Broker.Actors.History;
using Broker.Actors.Keepers;
using Broker.Actors.Publishing;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Topics;

/// <summary>The owner of one topic: order, offsets, repeats, history, repair window and the nodes that hear it (docs/topic-protocol.md).</summary>
/// <remarks>
/// Pure: times are milliseconds of any steady clock, and what is to be done is appended to a list. <typeparamref name="TPeer"/> is what a
/// message can be sent to: an actor reference, or an object of a simulation.
/// </remarks>
public sealed class TopicState<TPeer>
    where TPeer : class
{
    private readonly TopicName _topic;
    private readonly ShardId _shard;
    private readonly Term _hosting;
    private readonly Epoch _freshEpoch;
    private readonly TopicHome _home;
    private readonly TopicOptions _options;
    private readonly TopicReaders<TPeer> _readers;
    private TopicEnding _ending;
    private TopicRest _rest;
    private TopicLog _log;
    private DedupeWindow _publishers;
    private bool _hasLeft;

    /// <summary>A new owner: of a new epoch, or of the epoch of the predecessor whose final state it is given.</summary>
    /// <param name="topic">Which topic.</param>
    /// <param name="shard">Its shard.</param>
    /// <param name="term">Above every term that its node has heard of.</param>
    /// <param name="freshEpoch">The epoch to begin, now or when the predecessor's state turns out to be out of date.</param>
    /// <param name="start">What the node's keeper said.</param>
    /// <param name="home">What its node gives it.</param>
    /// <param name="now">The steady clock.</param>
    public TopicState(TopicName topic, ShardId shard, Term term, Epoch freshEpoch, TopicMayBegin start, TopicHome home, long now)
    {
        _topic = topic;
        _shard = shard;
        _hosting = start.Hosting;
        _freshEpoch = freshEpoch;
        _home = home;
        _options = home.Options;
        _log = new TopicLog(home.Namespace, _options);
        _publishers = new DedupeWindow(_options);
        _readers = new TopicReaders<TPeer>(topic, home.Node, home.Interest);
        _ending = new TopicEnding(_options);
        _rest = new TopicRest(_options, home.Namespace, now);
        Term = term;
        Highest = term;
        Head = new Position(freshEpoch, Offset.Zero);
        if (start.Left is not null)
        {
            Inherit(start.Left);
        }
    }

    public TopicPhase Phase { get; private set; }

    /// <summary>This owner's term; fixed once it is active.</summary>
    public Term Term { get; private set; }

    /// <summary>The term of the owner whose final state this one continues; zero when it began a new epoch.</summary>
    public Term Continues { get; private set; }

    /// <summary>The highest term it has heard of, its own included.</summary>
    public Term Highest { get; private set; }

    /// <summary>The last publication.</summary>
    public Position Head { get; private set; }

    /// <summary>The number of subscribed relays.</summary>
    public int Nodes => _readers.Count;

    /// <summary>The number of nodes that are invited and have not subscribed yet.</summary>
    public int Invited => _readers.Invited;

    /// <summary>The number of publications that can be fetched.</summary>
    public int Kept => _log.Count;

    /// <summary>The payload bytes of those.</summary>
    public long KeptBytes => _log.Bytes;

    /// <summary>The payload bytes of its history.</summary>
    public long HistoryBytes => _log.HistoryBytes;

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

            var next = Deadlines.Earlier(_ending.NextTick, Deadlines.Earlier(_log.OldestExpires, _publishers.OldestExpires));
            return IsUnused ? Deadlines.Earlier(next, _rest.NextTick) : next;
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
        if (MustForward)
        {
            effects.Add(new(TopicEffectKind.Forward, from, publish));
            return PublishVerdict.Forwarded;
        }

        if (IsFenced(now))
        {
            Answer(from, publish, PublishReply.Busy, Head, effects);
            return PublishVerdict.Busy;
        }

        var verdict = _publishers.Judge(publish, Head.Epoch, now, out var first);
        switch (verdict)
        {
            case PublishVerdict.Accepted:
                Accept(publish, now, unixMs, effects);
                Answer(from, publish, PublishReply.Accepted, Head, effects);
                break;
            case PublishVerdict.Repeated:
                Answer(from, publish, PublishReply.Accepted, Head with { Offset = first }, effects);
                break;
            case PublishVerdict.Unknown:
                Answer(from, publish, PublishReply.Unknown, Head, effects);
                break;
            case PublishVerdict.Held:
                Answer(from, publish, PublishReply.Held, Head, effects);
                break;
        }

        return verdict;
    }

    /// <summary>A relay wants deliveries, or wants to be sure that it gets them.</summary>
    public void Subscribe(TPeer relay, SubscribeNode subscribe, long now, List<TopicEffect<TPeer>> effects)
    {
        if (MustForward)
        {
            effects.Add(new(TopicEffectKind.Forward, relay, subscribe));
            return;
        }

        if (IsFenced(now))
        {
            return;
        }

        if (subscribe.Followed > Continues && Continues != Term.Zero && Phase == TopicPhase.Fresh && _options.Rules.StaleStatesAreDropped)
        {
            DropInheritance();
        }

        if (subscribe.Highest > Term && MustYield && !RiseAbove(subscribe.Highest, effects))
        {
            effects.Add(new(TopicEffectKind.Forward, relay, subscribe));
            return;
        }

        Activate(now);
        var invited = _readers.Add(relay, subscribe.Node, subscribe.Number, out var isNew);
        if (isNew)
        {
            effects.Add(new(TopicEffectKind.Watch, relay));
        }

        // A relay that is behind asks for what it misses: one way to repair, whatever the reason.
        effects.Add(new(TopicEffectKind.Send, relay, new NodeSubscribed(Term, Head, Continues, invited)));
    }

    /// <summary>A relay that nobody needs for now wants to go.</summary>
    public void Unsubscribe(TPeer relay, UnsubscribeNode unsubscribe, long now, List<TopicEffect<TPeer>> effects)
    {
        if (MustForward || unsubscribe.Term != Term || IsFenced(now))
        {
            return;
        }

        var number = _readers.NumberOf(relay);
        if (unsubscribe.Number < number && _options.Rules.LateUnsubscribesAreIgnored)
        {
            // It has come back since.
            return;
        }

        if (number is not null && unsubscribe.Position != Head && _options.Rules.RelaysGoAtTheHead)
        {
            effects.Add(new(TopicEffectKind.Send, relay, new TopicHead(Term, Head)));
            return;
        }

        if (_readers.Remove(relay))
        {
            _rest.Use(now);
            effects.Add(new(TopicEffectKind.Unwatch, relay));
        }

        effects.Add(new(TopicEffectKind.Send, relay, new NodeUnsubscribed(Term, unsubscribe.Number)));
    }

    /// <summary>A relay stopped, or its node is gone.</summary>
    public void RelayGone(TPeer relay, long now, List<TopicEffect<TPeer>> effects)
    {
        if (_readers.Remove(relay))
        {
            _rest.Use(now);
            StopWhenEnded(now, effects);
        }
    }

    /// <summary>A relay misses something.</summary>
    public void Fetch(TPeer relay, Fetch fetch, long now, List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Outlived || fetch.Term != Term || fetch.Epoch != Head.Epoch || IsFenced(now))
        {
            return;
        }

        var kept = _log.Count == 0 ? Head.Offset.Next : _log.First;
        var range = _log.Range(fetch.From, fetch.Through);
        effects.Add(new(TopicEffectKind.Send, relay, new Fetched(Term, fetch.From, kept, Head, range)));
    }

    /// <summary>Someone asks for the history.</summary>
    public void Read(TPeer from, ReadHistory read, long now, List<TopicEffect<TPeer>> effects)
    {
        if (MustForward)
        {
            effects.Add(new(TopicEffectKind.Forward, from, read));
        }
        else if (!IsFenced(now))
        {
            // The position in the answer is a promise as any other.
            Activate(now);
            _log.Trim(now);
            effects.Add(new(TopicEffectKind.Send, from, HistoryReader.Read(_log, Head, read)));
        }
    }

    /// <summary>A relay says that there is a newer owner.</summary>
    public void Outlived(TermOutlived message, List<TopicEffect<TPeer>> effects)
    {
        if (Phase != TopicPhase.Outlived && message.Highest > Term && MustYield)
        {
            RiseAbove(message.Highest, effects);
        }
    }

    /// <summary>A relay says that it has followed another owner since the one whose state this one continues.</summary>
    public void Contradicted(InheritanceStale message, List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Outlived || message.Term != Term || message.Followed <= Continues)
        {
            return;
        }

        if (Phase == TopicPhase.Fresh)
        {
            DropInheritance();
        }
        else
        {
            StepDown(message.Followed > Highest ? message.Followed : Highest, effects);
        }
    }

    /// <summary>Another node holds a state of this topic. Of an owner before this one it is out of date; else this owner is.</summary>
    public void Reminded(LeftBehind message, List<TopicEffect<TPeer>> effects)
    {
        if (message.Term < Term)
        {
            effects.Add(new(TopicEffectKind.Remind, Message: message));
        }
        else if (Phase == TopicPhase.Active && MustYield)
        {
            StepDown(message.Term, effects);
        }
    }

    /// <summary>The stop message came: nothing more is accepted, and the relays are told the end.</summary>
    public void End(long now, List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Ending)
        {
            return;
        }

        if (Phase == TopicPhase.Outlived || _readers.Count == 0 || !_options.Rules.EndsAreConfirmed)
        {
            Stop(now, effects);
            return;
        }

        Phase = TopicPhase.Ending;
        _ending.Begin(now);
        TellEnd(now, effects);
    }

    /// <summary>A relay has everything through the end.</summary>
    public void EndReceived(TPeer relay, EndReceived message, long now, List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Ending && message.Term == Term && _readers.Remove(relay))
        {
            effects.Add(new(TopicEffectKind.Unwatch, relay));
            StopWhenEnded(now, effects);
        }
    }

    /// <summary>The owner is stopped, by itself or by force: what it leaves, once; null when nobody may go on with it, or nothing is worth it.</summary>
    public LeftTopic? Leave(long now)
    {
        _readers.Close();
        var left = IsWorthLeaving(now) ? ToLeft() : null;
        _hasLeft = true;
        return left;
    }

    /// <summary>Time has passed.</summary>
    public void Tick(long now, List<TopicEffect<TPeer>> effects)
    {
        _log.Trim(now);
        _publishers.Trim(now);
        if (_ending.IsOver(now))
        {
            Stop(now, effects);
        }
        else if (_ending.IsRepeatDue(now))
        {
            TellEnd(now, effects);
        }
        else if (IsUnused && _rest.IsDue(now))
        {
            // The stop message comes after whatever is on its way here; a publish among that is still served.
            _rest.Asked(now);
            effects.Add(new(TopicEffectKind.Passivate));
        }
    }

    /// <summary>The node keeps more history than it may: the older half of this topic's goes.</summary>
    public void ShortenHistory() => _log.ShortenHistory();

    private bool MustForward => Phase is TopicPhase.Ending or TopicPhase.Outlived;

    private bool MustYield => Phase == TopicPhase.Fresh ? _options.Rules.FreshOwnersRise : _options.Rules.OutlivedOwnersStop;

    // Nobody hears it and nothing of it is worth more than its epoch and offset.
    private bool IsUnused =>
        Phase is TopicPhase.Fresh or TopicPhase.Active
        && _readers.Count + _log.Count + _publishers.Count == 0;

    private bool IsFenced(long now) => !_home.Fence.IsOpen(now) && _options.Rules.FencedOwnersAreSilent;

    private void Inherit(LeftTopic left)
    {
        Continues = left.Term;
        Head = left.Head;
        foreach (var kept in left.Log)
        {
            _log.Append(kept.Publication, kept.At);
        }

        if (_options.Rules.MemoryOfPublishersMoves)
        {
            _publishers.Inherit(left.Publishers, left.ForgottenEarly);
        }

        _rest.Published(left.LastPublished);
        _readers.Inherit(left.Invited);
    }

    private void DropInheritance()
    {
        Continues = Term.Zero;
        Head = new Position(_freshEpoch, Offset.Zero);
        _log = new TopicLog(_home.Namespace, _options);
        _publishers = new DedupeWindow(_options);
        _readers.Disinherit();
    }

    private void Activate(long now)
    {
        _rest.Use(now);
        if (Phase == TopicPhase.Fresh)
        {
            Phase = TopicPhase.Active;
            _readers.Begin(Term, Head.Epoch);
        }
    }

    private void Accept(Publish publish, long now, long unixMs, List<TopicEffect<TPeer>> effects)
    {
        Activate(now);
        _readers.Invite(Term, Head, effects);
        Head = Head with { Offset = Head.Offset.Next };
        var publication = new Publication(_topic, Head.Epoch, Head.Offset, unixMs, publish.Payload);
        _log.Append(publication, now);
        _publishers.Remember(publish, Head.Offset, now);
        _rest.Published(now);
        if (_readers.Count > 0)
        {
            _readers.Send(new Deliver(Term, publication), effects);
        }

        _readers.Report(Head.Offset, effects);
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

        StepDown(higher, effects);
        return false;
    }

    private void StepDown(Term higher, List<TopicEffect<TPeer>> effects)
    {
        Phase = TopicPhase.Outlived;
        Highest = higher;
        _readers.Close();
        effects.Add(new(TopicEffectKind.NoteTerm));
        effects.Add(new(TopicEffectKind.Passivate));
    }

    // Repeated, since a lost last word would look like a lost owner.
    private void TellEnd(long now, List<TopicEffect<TPeer>> effects)
    {
        _ending.Told(now);
        _readers.Send(new TopicEnded(Term, Head), effects);
    }

    private void StopWhenEnded(long now, List<TopicEffect<TPeer>> effects)
    {
        if (Phase == TopicPhase.Ending && _readers.Count == 0)
        {
            Stop(now, effects);
        }
    }

    private void Stop(long now, List<TopicEffect<TPeer>> effects)
    {
        if (Leave(now) is { } left)
        {
            effects.Add(new(TopicEffectKind.Leave, Message: left));
        }

        effects.Add(new(TopicEffectKind.Stop));
    }

    // Who was outlived has nothing that anybody may go on with, and who promised nothing has nothing at all.
    private bool IsWorthLeaving(long now)
    {
        var isKnown = Phase is TopicPhase.Active or TopicPhase.Ending || Continues != Term.Zero;
        return isKnown && !_hasLeft && Phase != TopicPhase.Outlived && !(IsUnused && _rest.IsOver(now));
    }

    private LeftTopic ToLeft() => new(
        _topic,
        _shard,
        _hosting,
        Term,
        Head,
        _rest.LastPublished,
        _log.ToArray(),
        _publishers.ToArray(),
        _readers.ToArray(),
        _publishers.ForgottenEarly);

    private void Answer(TPeer to, Publish publish, PublishReply reply, Position position, List<TopicEffect<TPeer>> effects) =>
        effects.Add(new(TopicEffectKind.Send, to, new PublishAnswer(publish.Publisher, publish.Sequence, reply, position, _readers.Nodes)));
}
