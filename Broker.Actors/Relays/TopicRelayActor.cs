using Broker.Actors.Deliveries;
using Broker.Actors.Diagnostics;
using Broker.Actors.HeadReports;
using Broker.Actors.Hosting;
using Broker.Actors.Topics;
using Broker.Protocol.Errors;
using Broker.Protocol.Namespaces;
using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;
using Microsoft.Extensions.Logging;

namespace Broker.Actors.Relays;

/// <summary>This node's fan-out point for one topic: carries out what <see cref="RelayState{TPeer, TSubscriber}"/> decides.</summary>
public sealed partial class TopicRelayActor : UntypedActor, IWithTimers
{
    private const string CannotContinue = "a stream can't be continued here, come back";

    private readonly List<Hearer> _unable = [];
    private readonly SubscriberTable _subscribers;
    private readonly RelayState<IActorRef, Subscriber> _state;
    private readonly TopicName _topic;
    private readonly IActorRef _region;
    private readonly SteadyClock _clock;
    private readonly TermSource _terms;
    private readonly RelayMetrics _metrics;
    private readonly LossyStream? _lossy;
    private readonly ILogger _logger;

    // Only within a turn.
    private List<RelayEffect<IActorRef, Subscriber>> _effects = null!;
    private TickTimer _timer;
    private bool _flushTold;

    public TopicRelayActor(TopicName topic, IActorRef region, BrokerServices services)
    {
        _topic = topic;
        _region = region;
        _clock = services.Clock;
        _terms = services.Terms;
        _metrics = services.Metrics.Relays;
        _lossy = services.Namespaces.Of(topic).SlowSubscribers switch
        {
            SlowSubscriberPolicy.DropOldest => new LossyStream(topic, keepsNewest: false),
            SlowSubscriberPolicy.KeepNewest => new LossyStream(topic, keepsNewest: true),
            _ => null,
        };
        _logger = services.RelayLogger;
        _subscribers = new SubscriberTable(services.Relays.Rules.OverlapsAreMerged);
        _state = new RelayState<IActorRef, Subscriber>(topic, services.Nodes.Self, services.Relays);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart() => _metrics.Started();

    protected override void PostStop()
    {
        // With subscribers left this relay failed or the node ends. Closing tells them that the stream does not go on here.
        for (var slot = 0; slot < _subscribers.Count; slot++)
        {
            _subscribers[slot].Outbox.Close(CloseCode.ServiceRestart, CannotContinue);
        }

        _subscribers.WakeWriters();
        _metrics.Left(_subscribers.Count);
        _metrics.Stopped();
        Log.Stopped(_logger, _topic);
    }

    protected override void OnReceive(object message)
    {
        var now = _clock.Now;
        _effects = TurnList<RelayEffect<IActorRef, Subscriber>>.Rent();
        switch (message)
        {
            case Deliver deliver:
                OnDeliver(deliver, now);
                break;
            case FlushOutboxes:
                _flushTold = false;
                _subscribers.WakeWriters();
                break;
            case JoinTopic join:
                OnJoin(join, now);
                break;
            case LeaveTopic leave:
                Remove(leave.Subscriber, now);
                break;
            case Tick:
                _timer.Fired();
                _state.Tick(now, _effects);
                break;
            default:
                if (!OnHubMessage(message, now))
                {
                    OnOwnerMessage(message, now);
                }

                break;
        }

        Carry(now);
        _timer.Follow(_state.NextTick, now, Timers);
    }

    private void OnJoin(JoinTopic join, long now)
    {
        join.Subscriber.Home = this;
        if (join.After is { } after)
        {
            _state.Recover(join.Subscriber, after, now, _effects);
        }
        else
        {
            _state.Join(join.Subscriber, now, _effects);
        }
    }

    private bool OnHubMessage(object message, long now)
    {
        switch (message)
        {
            case BeginRelay begin:
                _state.Begin(begin.Position, begin.Followed);
                return true;
            case AttachAudience attach:
                _subscribers.Attach(attach.Audience);
                _state.Attach(now, _effects);
                return true;
            case DetachAudience detach:
                _subscribers.Detach(detach.Audience);
                _state.Detach(now);
                return true;
            case TopicMatched invite:
                _state.Invited(invite, now, _effects);
                return true;
            case TopicHead head when Sender.Equals(Context.Parent):
                _state.Reported(head, now, _effects);
                return true;
            default:
                return false;
        }
    }

    private void OnOwnerMessage(object message, long now)
    {
        switch (message)
        {
            case NodeUnsubscribed unsubscribed:
                _state.Unsubscribed(Sender, unsubscribed, _effects);
                break;
            case NodeSubscribed subscribed:
                _state.Subscribed(Sender, subscribed, now, _effects);
                _timer.Stop(Timers);
                _terms.Note(_state.Highest);
                Log.Subscribed(_logger, _topic, subscribed.Term.Value, _state.Position);
                break;
            case TopicHead head:
                _state.Headed(Sender, head, now, _effects);
                break;
            case Fetched fetched:
                _state.Fetched(Sender, fetched, now, _effects);
                break;
            case TopicEnded ended:
                _state.Ended(Sender, ended, now, _effects);
                break;
            case Terminated terminated:
                Log.OwnerGone(_logger, _topic, _state.Position);
                _state.OwnerGone(terminated.ActorRef, now, _effects);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnDeliver(Deliver deliver, long now)
    {
        if (_state.Delivered(Sender, deliver, now, _effects) == DeliverVerdict.OtherTerm)
        {
            _metrics.Refused();
        }
    }

    private void Carry(long now)
    {
        for (var i = 0; i < _effects.Count; i++)
        {
            Carry(_effects[i], now);
        }

        TurnList<RelayEffect<IActorRef, Subscriber>>.Return(_effects);
        _effects = null!;
    }

    private void Carry(in RelayEffect<IActorRef, Subscriber> effect, long now)
    {
        switch (effect.Kind)
        {
            case RelayEffectKind.Emit:
                Emit((Publication)effect.Message!, now);
                break;
            case RelayEffectKind.Admit:
                Admit(effect.Subscriber!, effect.Position, (RecoveredRange?)effect.Message);
                break;
            case RelayEffectKind.Send:
                CountFetch(effect.Message!);
                effect.Peer!.Tell(effect.Message!, Self);
                break;
            case RelayEffectKind.SendToTopic:
                _region.Tell(effect.Message!, Self);
                break;
            case RelayEffectKind.Watch:
                Context.Watch(effect.Peer!);
                break;
            case RelayEffectKind.Unwatch:
                Context.Unwatch(effect.Peer!);
                break;
            case RelayEffectKind.TellGap:
                TellGap((TopicGap)effect.Message!, now);
                break;
            case RelayEffectKind.Rest:
                Context.Parent.Tell(effect.Message!, Self);
                break;
        }
    }

    private void Emit(Publication publication, long now)
    {
        _metrics.Emitted(_subscribers.Offer(new EncodedPublication(publication, _lossy), _unable));
        FlushLater();
        DropUnable(now);
    }

    private void FlushLater()
    {
        if (_subscribers.HasSleepers && !_flushTold)
        {
            _flushTold = true;
            Self.Tell(FlushOutboxes.Instance, Self);
        }
    }

    // Those of a filter leave when their connection does, which their outbox has just ended.
    private void DropUnable(long now)
    {
        if (_unable.Count == 0)
        {
            return;
        }

        foreach (var hearer in _unable)
        {
            if (hearer.Outbox.Closing?.Code == CloseCode.Slow)
            {
                _metrics.Overflowed();
            }

            if (hearer is Subscriber subscriber)
            {
                Remove(subscriber, now);
            }
        }

        _unable.Clear();
    }

    // In one turn: the answer, what was missed, and from then on what comes.
    private void Admit(Subscriber subscriber, Position position, RecoveredRange? range)
    {
        if (subscriber.Reply is { } reply)
        {
            Offer(subscriber, reply.Joined(_topic, new StreamPosition(position.Epoch, position.Offset), range?.IsRecovered));
        }

        foreach (var missed in range is null ? [] : range.Publications)
        {
            NoteIfAsleep(subscriber, new EncodedPublication(missed, _lossy).OfferTo(subscriber.Outbox, subscriber.Format));
        }

        _subscribers.Add(subscriber);
        _metrics.Admitted();
        if (range is not null)
        {
            _metrics.Recovered(range.IsRecovered, range.Publications.Count);
        }

        subscriber.Connection.Tell(new TopicJoined(subscriber, position, range?.IsRecovered), Self);
    }

    private bool Offer(Hearer hearer, ReadOnlyMemory<byte> frame)
    {
        var result = hearer.Outbox.Offer(frame);
        NoteIfAsleep(hearer, result);
        return result is OfferResult.Queued or OfferResult.WakeNeeded;
    }

    private void NoteIfAsleep(Hearer hearer, OfferResult result)
    {
        if (result == OfferResult.WakeNeeded)
        {
            _subscribers.Note(hearer.Outbox);
            FlushLater();
        }
    }

    private void Remove(Subscriber subscriber, long now)
    {
        if (!ReferenceEquals(subscriber.Home, this))
        {
            return;
        }

        subscriber.Home = null;
        if (subscriber.Slot != SubscriberTable.NoSlot)
        {
            _subscribers.Remove(subscriber);
            _metrics.Left(1);
        }

        _state.Leave(subscriber, now);
    }

    // A format that can say it says it in its place in the stream; for the others the connection decides.
    private void TellGap(TopicGap gap, long now)
    {
        _metrics.Gap();
        Log.Gap(_logger, _topic, gap.Reason, gap.Before, gap.After);
        var resets = new ResetFrames(_topic, new StreamPosition(gap.After.Epoch, gap.After.Offset));
        var hearers = new List<Hearer>();
        _subscribers.ListAll(hearers);
        foreach (var hearer in hearers)
        {
            if (resets.For(hearer.Format) is { } frame)
            {
                if (!Offer(hearer, frame))
                {
                    _unable.Add(hearer);
                }

                continue;
            }

            if (hearer.Format.EndsAtGap)
            {
                // In this turn, since what is offered next comes after the gap.
                hearer.Outbox.Close(CloseCode.ServiceRestart, CannotContinue);
                _unable.Add(hearer);
            }

            hearer.Connection.Tell(gap, Self);
        }

        _metrics.Told(hearers.Count);
        DropUnable(now);
    }

    private void CountFetch(object message)
    {
        if (message is Fetch)
        {
            _metrics.Fetched();
        }
    }
}
