using Broker.Actors.Deliveries;
using Broker.Actors.Diagnostics;
using Broker.Actors.Hosting;
using Broker.Actors.Publishing;
using Broker.Protocol.Topics;
using Microsoft.Extensions.Logging;

namespace Broker.Actors.Topics;

/// <summary>The owner of one topic, wherever its shard is: carries out what <see cref="TopicState{TPeer}"/> decides.</summary>
public sealed partial class TopicActor : UntypedActor, IWithTimers
{
    private readonly List<TopicEffect<IActorRef>> _effects = [];
    private readonly TopicName _topic;
    private readonly TopicState<IActorRef> _state;
    private readonly TermSource _terms;
    private readonly SteadyClock _clock;
    private readonly TopicMetrics _metrics;
    private readonly BrokerActors _actors;
    private readonly ILogger _logger;
    private TickTimer _timer;

    public TopicActor(string entityId, BrokerServices services)
    {
        _topic = TopicName.Parse(entityId);
        _terms = services.Terms;
        _clock = services.Clock;
        _metrics = services.Metrics.Topics;
        _actors = services.Actors;
        _logger = services.Loggers.CreateLogger<TopicActor>();
        _state = new TopicStart(_terms, Random.Shared, services.Topics).Begin<IActorRef>(_topic, _clock.Now);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _metrics.Started();
        Log.Started(_logger, _topic, _state.Term.Value, _state.Head.Epoch.ToString());
    }

    protected override void PostStop() => _metrics.Stopped();

    // A restart would keep the reference and lose the state behind it, and no relay would notice. A stop is what they watch for.
    protected override void OnReceive(object message)
    {
        try
        {
            Handle(message, _clock.Now);
        }
        catch (Exception cause)
        {
            Log.Failed(_logger, cause, _topic);
            Context.Stop(Self);
        }
    }

    private void Handle(object message, long now)
    {
        switch (message)
        {
            case Publish publish:
                _metrics.Decided(_state.Publish(Sender, publish, now, _clock.UnixMs, _effects));
                break;
            case Fetch fetch:
                _state.Fetch(Sender, fetch, _effects);
                break;
            case SubscribeNode subscribe:
                _state.Subscribe(Sender, subscribe, now, _effects);
                break;
            case Terminated terminated:
                _state.RelayGone(terminated.ActorRef, now, _effects);
                break;
            case Tick:
                OnTick(now);
                break;
            case EndTopic:
                Log.Ending(_logger, _topic, _state.Head, _state.Nodes);
                _state.End(now, _effects);
                break;
            case EndReceived received:
                _state.EndReceived(Sender, received, _effects);
                break;
            case TermOutlived outlived:
                _state.Outlived(outlived, _effects);
                break;
            default:
                Unhandled(message);
                break;
        }

        Carry();
        _timer.Follow(_state.NextTick, now, Timers);
    }

    private void OnTick(long now)
    {
        _timer.Fired();
        _state.Tick(now, _effects);
        if (_state.Phase == TopicPhase.Ending && _effects.Exists(static effect => effect.Kind == TopicEffectKind.Stop))
        {
            Log.EndUnconfirmed(_logger, _topic, _state.Head, _state.Nodes);
        }
    }

    private void Carry()
    {
        foreach (var effect in _effects)
        {
            Carry(effect);
        }

        _effects.Clear();
    }

    private void Carry(in TopicEffect<IActorRef> effect)
    {
        switch (effect.Kind)
        {
            case TopicEffectKind.Send:
                effect.Peer!.Tell(effect.Message!, Self);
                break;
            case TopicEffectKind.Watch:
                Context.Watch(effect.Peer!);
                break;
            case TopicEffectKind.Unwatch:
                Context.Unwatch(effect.Peer!);
                break;
            case TopicEffectKind.Forward:
                _actors.Topics.Tell(effect.Message!, effect.Peer!);
                break;
            case TopicEffectKind.NoteTerm:
                _terms.Note(_state.Highest);
                break;
            case TopicEffectKind.Passivate:
                Passivate();
                break;
            case TopicEffectKind.Stop:
                Context.Stop(Self);
                break;
        }
    }

    private void Passivate()
    {
        if (_state.Phase == TopicPhase.Outlived)
        {
            _metrics.Outlived();
            Log.Outlived(_logger, _topic, _state.Term.Value);
        }

        Context.Parent.Tell(new Passivate(EndTopic.Instance), Self);
    }
}
