using Broker.Actors.Answers;
using Broker.Actors.Deliveries;
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
public sealed partial class TopicState<TPeer>
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
                Answer(from, publish, PublishReply.Accepted, Head, effects, publish.Timing);
                break;
            case PublishVerdict.Repeated:
                Answer(from, publish, PublishReply.Accepted, Head with { Offset = first }, effects, publish.Timing);
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

    // Nobody hears it and nothing of it is worth more than its epoch and offset.
    private bool IsUnused =>
        Phase is TopicPhase.Fresh or TopicPhase.Active
        && _readers.Count + _log.Count + _publishers.Count == 0;

    private bool IsFenced(long now) => !_home.Fence.IsOpen(now) && _options.Rules.FencedOwnersAreSilent;

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

    private void Answer(
        TPeer to, Publish publish, PublishReply reply, Position position, List<TopicEffect<TPeer>> effects, AnswerTiming timing = AnswerTiming.AtOnce)
    {
        var kind = timing switch
        {
            AnswerTiming.MayWait => TopicEffectKind.AnswerLater,
            AnswerTiming.AtOnceWithWaiting => TopicEffectKind.AnswerHurry,
            _ => TopicEffectKind.Send,
        };
        effects.Add(new(kind, to, new PublishAnswer(publish.Publisher, publish.Sequence, reply, position, _readers.Nodes)));
    }
}
