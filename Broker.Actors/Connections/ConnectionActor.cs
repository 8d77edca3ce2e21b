using Broker.Actors.Diagnostics;
using Broker.Actors.History;
using Broker.Actors.Hosting;
using Broker.Actors.Publishing;
using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Access;
using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;
using Microsoft.Extensions.Logging;

namespace Broker.Actors.Connections;

/// <summary>One socket: feeds what comes to the client's protocol, and carries out what the protocol commands.</summary>
/// <remarks>
/// The socket is started, which answers the handshake, when every topic that the protocol subscribed to on opening delivers. So an open
/// socket means subscribed, for clients that have no other acknowledgement.
/// </remarks>
public sealed partial class ConnectionActor : UntypedActor, IClientCommands, IWithTimers
{
    private readonly List<Subscriber> _subscribers = new(1);
    private readonly ReadCredits _credits = new();
    private readonly IClientSocket _socket;
    private readonly IClientProtocol _protocol;
    private readonly ConnectionState _state;
    private readonly BrokerServices _services;
    private readonly ILogger _logger;
    private List<PublisherEffect>? _effects;
    private PublisherState? _publisher;
    private HistoryReads? _reads;
    private TickTimer _timer;
    private ConnectionPhase _phase;
    private long _now;

    public ConnectionActor(IClientSocket socket, IClientProtocol protocol, ClientGate gate, BrokerServices services)
    {
        _socket = socket;
        _protocol = protocol;
        _gate = gate;
        _services = services;
        _state = new ConnectionState(services.Connections);
        _logger = services.ConnectionLogger;
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private ConnectionMetrics Metrics => _services.Metrics.Connections;

    protected override void PreStart()
    {
        _now = _services.Clock.Now;
        _credits.Begin(cost: null);
        _protocol.Open(this);
        _credits.End();
        AfterTurn();
        FollowExpiry();
        if (_phase == ConnectionPhase.Opening)
        {
            Timers.StartSingleTimer(OpenTimedOut.Instance, OpenTimedOut.Instance, _services.Connections.OpenTimeout);
        }
    }

    protected override void PostStop()
    {
        LeaveAll();
        if (_publisher is not null)
        {
            _services.Publishers.Leave(_publisher.Publisher);
        }

        _gate.Disconnect();
        _asking?.Cancel();
        _asking?.Dispose();
        if (_phase is ConnectionPhase.Open or ConnectionPhase.Closing)
        {
            Metrics.Closed();
            _socket.Abort();
        }
        else if (_phase == ConnectionPhase.Opening)
        {
            _socket.Refuse();
        }
    }

    // A client's protocol can't go on from a clean state in the middle of a stream, so there is no restart: the socket ends with the actor.
    protected override void OnReceive(object message)
    {
        try
        {
            _now = _services.Clock.Now;
            Handle(message);
        }
        catch (Exception cause)
        {
            Log.Failed(_logger, cause, _protocol.Name);
            _socket.Outbox.Close(CloseCode.InternalError, "internal error");
            Context.Stop(Self);
        }
    }

    private void Handle(object message)
    {
        switch (message)
        {
            case InboundMessage inbound:
                Receive(inbound);
                break;
            case PublishAnswer answer:
                _publisher?.Answered(answer, _now, _effects!);
                break;
            case HistoryRead read:
                _reads?.Answered(new HistoryOutcome(read.Tag, null, read.Head.ToStream(), read.IsComplete, read.HasMore, read.Publications));
                break;
            case TopicJoined joined:
                Joined(joined);
                break;
            case FilterJoined joined:
                Joined(joined.Subscriber);
                break;
            case FilterRefused refused:
                Refused(refused.Subscriber);
                break;
            case TopicGap gap:
                Feed(gap);
                break;
            case FilterGap gap:
                Feed(gap);
                break;
            case IdentityChecked identity:
                Checked(identity);
                break;
            case IdentityExpired:
                FollowExpiry();
                break;
            case ControlsReceived:
                Pace(messages: 1, bytes: 0);
                GiveBack(cost: 0);
                break;
            case PaceKept:
                OnPaceKept();
                break;
            case Tick:
                OnTick();
                break;
            case OpenTimedOut when _phase == ConnectionPhase.Opening:
                Log.Refused(_logger, _protocol.Name);
                Refuse();
                break;
            case OpenTimedOut:
                break;
            case SocketClosed:
                _phase = _phase == ConnectionPhase.Opening ? ConnectionPhase.Refused : _phase;
                Context.Stop(Self);
                return;
            default:
                Unhandled(message);
                return;
        }

        AfterTurn();
    }

    void IClientCommands.Subscribe(TopicName topic, long tag, StreamPosition? after, IJoinReply? reply)
    {
        if (!MayJoin(topic, tag))
        {
            return;
        }

        switch (_state.Subscribe(topic, tag, _now, isTold: reply is not null, isFromPosition: after is not null))
        {
            case SubscribeStep.Join:
                Join(topic, after, reply);
                break;
            case SubscribeStep.Rejoin:
                Part(topic);
                Join(topic, after, reply);
                break;
            case SubscribeStep.Nothing when Find(topic) is null:
                _gate.LeaveFull();
                break;
            default:
                break;
        }
    }

    void IClientCommands.Unsubscribe(TopicName topic)
    {
        if (_state.Unsubscribe(topic))
        {
            Leave(topic);
        }
    }

    void IClientCommands.ReadHistory(in HistoryRequest request, long tag)
    {
        _reads ??= new HistoryReads(_services.Connections);
        if (_gate.History(request.Topic) is { } error)
        {
            _reads.Refuse(tag, error);
        }
        else if (_reads.TryBegin(request, tag, _now))
        {
            AskForHistory(request, tag);
        }
    }

    void IClientCommands.Publish(TopicName topic, Payload payload, long tag, bool isAwaited)
    {
        if (!MayPublish(topic, payload, tag))
        {
            return;
        }

        _effects ??= [];
        _publisher ??= NewPublisher();
        _credits.Published();
        _publisher.Publish(topic, _gate.Sign(topic, payload), tag, isAwaited, _now, _effects);
    }

    void IClientCommands.Reply(ReadOnlyMemory<byte> frames)
    {
        if (_socket.Outbox.Offer(frames) == OfferResult.WakeNeeded)
        {
            _socket.Outbox.Wake();
        }
    }

    void IClientCommands.LimitSilence(TimeSpan? silence) => _socket.LimitSilence(silence);

    void IClientCommands.Close(CloseCode code, string reason)
    {
        if (_phase == ConnectionPhase.Opening)
        {
            Refuse();
        }
        else if (_phase == ConnectionPhase.Open)
        {
            Log.Closing(_logger, _protocol.Name, code, reason);
            _phase = ConnectionPhase.Closing;
            _socket.Outbox.Close(code, reason);
            _socket.Gate.Close();
            LeaveAll();
        }
    }

    private bool IsFed => _phase is ConnectionPhase.Opening or ConnectionPhase.Open;

    private PublisherState NewPublisher()
    {
        var options = _services.Publishing;
        var publisher = new PublisherState(PublisherId.Random(), isOrdered: true, options.Pending, options.PendingBytes, options);
        _services.Publishers.Enter(publisher.Publisher, Self);
        return publisher;
    }

    private void Receive(InboundMessage inbound)
    {
        if (!IsFed || IsHeld(inbound))
        {
            return;
        }

        Metrics.Received();
        _credits.Begin(inbound.Cost);
        _protocol.Receive(inbound.Kind, inbound.Bytes, this);
        Pace(Math.Max(1, _credits.Publishes), inbound.Bytes.Length);
        if (_credits.End() is { } cost)
        {
            GiveBack(cost);
        }
    }

    private void Joined(TopicJoined joined)
    {
        // Of two subscribers of one topic only the later one counts: the client left and came back before the first answer.
        if (_subscribers.Contains(joined.Subscriber))
        {
            _state.Joined(joined.Subscriber.Topic, joined.Position);
            if (NextTick() is null)
            {
                _timer.Stop(Timers);
            }
        }
    }

    private void Feed(TopicGap gap)
    {
        if (IsFed && Hears(gap.Topic))
        {
            _credits.Begin(cost: null);
            _protocol.StreamReset(gap.Topic, gap.After.Epoch, this);
            _credits.End();
        }
    }

    private void OnTick()
    {
        _timer.Fired();
        _publisher?.Tick(_now, _effects!);
        foreach (var (request, tag) in _reads?.Tick(_now) ?? [])
        {
            AskForHistory(request, tag);
        }

        foreach (var late in _state.Tick(_now))
        {
            if (late.Topic is not null)
            {
                Leave(late.Topic);
            }
            else
            {
                Leave(late.Filter!);
            }
        }
    }

    // The protocol's answers come outside its own calls, after whatever the turn was about.
    private void AfterTurn()
    {
        CarryEffects();
        while (IsFed && _reads is not null && _reads.TryTakeOutcome(out var read))
        {
            _credits.Begin(cost: null);
            _protocol.HistoryRead(read, this);
            _credits.End();
            CarryEffects();
        }

        while (IsFed && _refused is not null && _refused.TryDequeue(out var refused))
        {
            _credits.Begin(cost: null);
            _protocol.Published(refused, this);
            _credits.End();
            CarryEffects();
        }

        while (IsFed && _state.TryTakeOutcome(out var outcome))
        {
            _credits.Begin(cost: null);
            _protocol.Subscribed(outcome, this);
            _credits.End();
            CarryEffects();
        }

        if (_phase == ConnectionPhase.Opening && _state.IsSettled)
        {
            _phase = ConnectionPhase.Open;
            Metrics.Opened();
            Timers.Cancel(OpenTimedOut.Instance);
            _socket.Start(Self);
        }

        _timer.Follow(NextTick(), _now, Timers);
    }

    private long? NextTick()
    {
        var joining = _state.IsSettled ? null : _state.NextTick;
        return Deadlines.Earlier(Deadlines.Earlier(joining, _publisher?.NextTick), _reads?.NextTick);
    }

    private void AskForHistory(in HistoryRequest request, long tag)
    {
        var since = request.Since is { } known ? Position.Of(known) : Position.None;
        _services.Actors.Topics.Tell(new ReadHistory(request.Topic, tag, since, request.Limit, request.IsReverse), Self);
    }

    private void CarryEffects()
    {
        if (_effects is null)
        {
            return;
        }

        // By index: the protocol may publish on the outcome of a publish.
        for (var i = 0; i < _effects.Count; i++)
        {
            var effect = _effects[i];
            if (effect.Kind == PublisherEffectKind.Send)
            {
                _services.Metrics.Publishing.Sent(effect.Publish!.IsRepeat);
                _services.Actors.Topics.Tell(effect.Publish, Self);
            }
            else
            {
                Settle(effect);
            }
        }

        _effects.Clear();
    }

    private void Settle(in PublisherEffect effect)
    {
        if (_credits.Settled() is { } cost)
        {
            GiveBack(cost);
        }

        if (effect.Error is not null)
        {
            _services.Metrics.Publishing.Unknown();
        }

        if (IsFed)
        {
            var position = effect.Answer?.Position ?? default;
            _credits.Begin(cost: null);
            _protocol.Published(new PublishOutcome(effect.Tag, effect.Error, position.Epoch, position.Offset), this);
            _credits.End();
        }
    }

    private void Refuse()
    {
        _phase = ConnectionPhase.Refused;
        Metrics.Refused();
        _socket.Refuse();
        Context.Stop(Self);
    }

    private void Join(TopicName topic, StreamPosition? after, IJoinReply? reply)
    {
        var subscriber = new Subscriber(topic, _socket.Outbox, _protocol.Format, Self, reply) { MayOverlap = MayOverlap(topic) };
        _subscribers.Add(subscriber);
        Position? position = after is { } known ? Position.Of(known) : null;
        _services.Actors.Relays.Tell(new JoinTopic(subscriber, position), Self);
    }

    private void Leave(TopicName topic)
    {
        if (Part(topic))
        {
            _gate.Leave();
        }
    }

    private bool Part(TopicName topic)
    {
        if (Find(topic) is not { } subscriber)
        {
            return false;
        }

        _subscribers.Remove(subscriber);
        _services.Actors.Relays.Tell(new LeaveTopic(subscriber), Self);
        return true;
    }

    // A connection has few topics, and the names compare by their hash.
    private Subscriber? Find(TopicName topic)
    {
        foreach (var subscriber in _subscribers)
        {
            if (subscriber.Topic.Equals(topic))
            {
                return subscriber;
            }
        }

        return null;
    }

    private void LeaveAll()
    {
        foreach (var subscriber in _subscribers)
        {
            _gate.Leave();
            _services.Actors.Relays.Tell(new LeaveTopic(subscriber), Self);
        }

        _subscribers.Clear();
        LeaveFilters();
    }
}
