using Broker.Actors.Diagnostics;
using Broker.Actors.HeadReports;
using Broker.Actors.Hosting;
using Broker.Actors.Interest;
using Broker.Actors.Nodes;
using Broker.Protocol.Topics;
using Microsoft.Extensions.Logging;

namespace Broker.Actors.Relays;

/// <summary>This node's hub: its relays, one child for each topic that someone here hears, and its filters. Publications don't pass here.</summary>
/// <remarks>Carries out what <see cref="NodeRelaysState{TMember}"/> decides.</remarks>
public sealed partial class TopicRelaysActor : UntypedActor, IWithTimers
{
    /// <summary>The name under <c>/user</c>, by which other nodes reach it.</summary>
    public const string Name = "relays";

    private readonly Dictionary<TopicName, IActorRef> _relays = [];
    private readonly Dictionary<IActorRef, TopicName> _topics = [];
    private readonly List<NodeRelaysEffect<FilterSubscriber>> _effects = [];
    private readonly NodeRelaysState<FilterSubscriber> _state;
    private readonly InterestMetrics _metrics;
    private readonly IActorRef _region;
    private readonly BrokerServices _services;
    private readonly ILogger _logger;
    private TickTimer _timer;

    public TopicRelaysActor(IActorRef region, BrokerServices services)
    {
        _region = region;
        _services = services;
        _metrics = services.Metrics.Interest;
        _logger = services.Loggers.CreateLogger<TopicRelaysActor>();
        _state = new NodeRelaysState<FilterSubscriber>(services.Nodes.Self, services.Interest, services.Relays, services.InterestOptions, services.Fencing);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void OnReceive(object message)
    {
        var now = _services.Clock.Now;
        switch (message)
        {
            case JoinTopic join:
                _state.Join(join.Subscriber.Topic, _effects);
                Carry();
                _relays[join.Subscriber.Topic].Tell(join, Sender);
                break;
            case LeaveTopic leave:
                if (_relays.TryGetValue(leave.Subscriber.Topic, out var left))
                {
                    left.Tell(leave, Sender);
                }

                break;
            case JoinFilter join:
                _state.JoinFilter(join.Subscriber.Filter, join.Subscriber, now, _effects);
                break;
            case LeaveFilter leave:
                _state.LeaveFilter(leave.Subscriber.Filter, leave.Subscriber, now);
                break;
            case RelayRested rested when _relays.TryGetValue(rested.Topic, out var relay) && relay.Equals(Sender):
                _state.Rested(rested, now, _effects);
                break;
            case RelayRested:
                break;
            case Terminated terminated:
                Forget(terminated.ActorRef);
                break;
            case Tick:
                _timer.Fired();
                _state.Tick(now, _effects);
                break;
            default:
                OnNodeMessage(message, now);
                break;
        }

        Carry();
        _metrics.Set(_state.Filters, _state.NodesBehind);
        _timer.Follow(_state.NextTick, now, Timers);
    }

    // A relay that failed has closed its subscribers' outboxes; the next join makes a new one with a clean state.
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(OnFailure);

    private Directive OnFailure(Exception cause)
    {
        RelayFailed(_logger, cause);
        return Directive.Stop;
    }

    private void OnNodeMessage(object message, long now)
    {
        switch (message)
        {
            case HeadReport report:
                _metrics.Reported(report.Heads.Count, report.Invites.Count);
                _state.Reported(report, _effects);
                break;
            case InterestChanged changed:
                _state.Changed(changed, now, _effects);
                break;
            case InterestReceived received:
                _state.Received(received, now, _effects);
                break;
            case ClusterView view:
                _state.Observe(view, now, _effects);
                break;
            case NodeGoodbye goodbye:
                _state.Goodbye(goodbye.Node);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Carry()
    {
        for (var i = 0; i < _effects.Count; i++)
        {
            Carry(_effects[i]);
        }

        _effects.Clear();
    }

    private void Carry(in NodeRelaysEffect<FilterSubscriber> effect)
    {
        switch (effect.Kind)
        {
            case NodeRelaysEffectKind.Start:
                Start(effect);
                break;
            case NodeRelaysEffectKind.Stop:
                if (_relays.Remove(effect.Topic!, out var stopping))
                {
                    Context.Stop(stopping);
                }

                break;
            case NodeRelaysEffectKind.ToRelay:
                _relays[effect.Topic!].Tell(effect.Message!, Self);
                break;
            case NodeRelaysEffectKind.Attach:
                _relays[effect.Topic!].Tell(new AttachAudience(effect.Audience!), Self);
                break;
            case NodeRelaysEffectKind.Detach:
                _relays[effect.Topic!].Tell(new DetachAudience(effect.Audience!), Self);
                break;
            case NodeRelaysEffectKind.Send:
                Send(effect.Node, effect.Message!);
                break;
            case NodeRelaysEffectKind.Joined:
                Join(effect.Member!);
                break;
            case NodeRelaysEffectKind.Refused:
                effect.Member!.Connection.Tell(new FilterRefused(effect.Member), Self);
                break;
            case NodeRelaysEffectKind.TellGap:
                TellGap(effect.Audience!);
                break;
        }
    }

    // Answers to reports go to the reporter, all else to the other hub; this node's own reporter is the only one of its own it answers.
    private void Send(NodeId node, object message)
    {
        if (node == _services.Nodes.Self)
        {
            _services.Actors.Heads.Tell(message, Self);
        }
        else
        {
            _services.Nodes.Tell(node, message is HeadReportReceived ? HeadReporterActor.Name : Name, message, Self, Context);
        }
    }

    private void Start(in NodeRelaysEffect<FilterSubscriber> start)
    {
        var relay = Context.ActorOf(Props.Create<TopicRelayActor>(start.Topic!, _region, _services));
        Context.Watch(relay);
        _relays.Add(start.Topic!, relay);
        _topics.Add(relay, start.Topic!);
        if (!start.Position.IsNone)
        {
            relay.Tell(new BeginRelay(start.Position, start.Followed), Self);
        }
    }

    private void Join(FilterSubscriber member)
    {
        if (member.Reply is { } reply)
        {
            Offer(member, reply.Joined(member.Filter));
        }

        member.Connection.Tell(new FilterJoined(member), Self);
    }

    private void TellGap(FilterAudience<FilterSubscriber> audience)
    {
        GapTold(_logger, audience.Filter, audience.Count);
        _metrics.Told(audience.Count);
        foreach (var member in audience.Snapshot.Members)
        {
            if (member.HasLeft)
            {
                continue;
            }

            if (member.Format.EncodeReset(audience.Filter) is { } frame)
            {
                Offer(member, frame);
            }
            else
            {
                member.Connection.Tell(new FilterGap(audience.Filter), Self);
            }
        }
    }

    private static void Offer(FilterSubscriber member, ReadOnlyMemory<byte> frame)
    {
        if (member.Outbox.Offer(frame) == Protocol.Outbound.OfferResult.WakeNeeded)
        {
            member.Outbox.Wake();
        }
    }

    private void Forget(IActorRef actor)
    {
        if (_topics.Remove(actor, out var topic) && _relays.TryGetValue(topic, out var relay) && relay.Equals(actor))
        {
            _relays.Remove(topic);
            _state.RelayFailed(topic, _effects);
        }
    }

    [LoggerMessage(2300, LogLevel.Error, "A relay failed; its subscribers are closed and come back.")]
    private static partial void RelayFailed(ILogger logger, Exception cause);

    [LoggerMessage(2301, LogLevel.Warning, "Publications to topics that match {Filter} may be missing on this node; {Subscribers} subscribers are told.")]
    private static partial void GapTold(ILogger logger, TopicFilter filter, int subscribers);
}
