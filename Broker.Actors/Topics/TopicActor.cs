using Broker.Actors.Answers;
using Broker.Actors.Deliveries;
using Broker.Actors.Diagnostics;
using Broker.Actors.History;
using Broker.Actors.Hosting;
using Broker.Actors.Keepers;
using Broker.Actors.Publishing;
using Broker.Protocol.Topics;
using Microsoft.Extensions.Logging;

namespace Broker.Actors.Topics;

/// <summary>The owner of one topic, wherever its shard is: carries out what <see cref="TopicState{TPeer}"/> decides.</summary>
/// <remarks>Until its node's keeper has said what a predecessor left, it only keeps what comes.</remarks>
public sealed partial class TopicActor : UntypedActor, IWithTimers
{
    private readonly TopicName _topic;
    private readonly ShardId _shard;
    private readonly BrokerServices _services;
    private readonly SteadyClock _clock;
    private readonly TopicMetrics _metrics;
    private readonly BrokerActors _actors;
    private readonly ILogger _logger;

    // Only within a turn.
    private List<TopicEffect<IActorRef>> _effects = null!;
    private StartStash<IActorRef>? _stash;
    private TopicState<IActorRef>? _state;
    private HistoryShare _history;
    private TickTimer _timer;
    private bool _hasFailed;

    public TopicActor(string entityId, BrokerServices services)
    {
        _topic = TopicName.Parse(entityId);
        _shard = TopicMessageExtractor.ShardOf(entityId, services.Topics.Shards);
        _services = services;
        _clock = services.Clock;
        _metrics = services.Metrics.Topics;
        _actors = services.Actors;
        _logger = services.TopicLogger;
        _history = new HistoryShare(services.HistoryBudget, services.Metrics.Topics);
        _stash = new StartStash<IActorRef>(services.Topics);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        _metrics.Started();
        AskKeeper();
    }

    // Also when it is stopped by force, as sharding does with owners that take too long.
    protected override void PostStop()
    {
        _metrics.Stopped();
        _history.End();
        if (!_hasFailed && _state?.Leave(_clock.Now) is { } left)
        {
            _actors.Keeper.Tell(left, Self);
        }
    }

    // A restart would keep the reference and lose the state behind it, and no relay would notice. A stop is what they watch for.
    protected override void OnReceive(object message)
    {
        try
        {
            var now = _clock.Now;
            _effects = TurnList<TopicEffect<IActorRef>>.Rent();
            if (_state is null)
            {
                HandleBeforeBeginning(message, now);
            }
            else
            {
                Handle(_state, message, now);
            }

            Carry();
            if (_state is not null)
            {
                _history.Follow(_state);
            }

            _timer.Follow(_state is null ? now + (long)_services.Keepers.AskRetry.TotalMilliseconds : _state.NextTick, now, Timers);
        }
        catch (Exception cause)
        {
            _hasFailed = true;
            Log.Failed(_logger, cause, _topic);
            Context.Stop(Self);
        }
    }

    private void HandleBeforeBeginning(object message, long now)
    {
        switch (message)
        {
            case TopicMayBegin start:
                Begin(start, now);
                break;
            case EndTopic:
                PassOn();
                break;
            case Tick:
                _timer.Fired();
                AskKeeper();
                break;
            case LeftBehind:
                break;
            default:
                _stash!.Keep(Sender, message, _effects);
                break;
        }
    }

    private void AskKeeper() => _actors.Keeper.Tell(new TopicStarting(_topic, _shard, Context.Parent), Self);

    private void Begin(TopicMayBegin start, long now)
    {
        var home = new TopicHome(_services.Nodes.Self, _services.Topics, _services.Namespaces.Of(_topic), _services.Fence, _services.Interest);
        _state = new TopicStart(_services.Terms, Random.Shared).Begin<IActorRef>(_topic, _shard, start, home, now);
        _timer.Stop(Timers);
        _actors.Keeper.Tell(new TopicBegun(_topic, _shard), Self);
        _metrics.Began(isContinued: start.Left is not null);
        Log.Started(_logger, _topic, _state.Term.Value, _state.Head.Epoch.ToString());
        while (_stash!.TryTake(out var from, out var message))
        {
            Handle(_state, from, message, now);
        }

        _stash = null;
    }

    // Told to stop before it began: the keeper still has what there is, and the next owner gets what came for this one.
    private void PassOn()
    {
        while (_stash!.TryTake(out var from, out var message))
        {
            _actors.Topics.Tell(message, from);
        }

        Context.Stop(Self);
    }

    private void Handle(TopicState<IActorRef> state, object message, long now)
    {
        switch (message)
        {
            case Tick:
                OnTick(state, now);
                break;
            case Terminated terminated:
                state.RelayGone(terminated.ActorRef, now, _effects);
                break;
            case EndTopic:
                Log.Ending(_logger, _topic, state.Head, state.Nodes);
                state.End(now, _effects);
                break;
            default:
                Handle(state, Sender, message, now);
                break;
        }
    }

    private void Handle(TopicState<IActorRef> state, IActorRef from, object message, long now)
    {
        switch (message)
        {
            case Publish publish:
                _metrics.Decided(state.Publish(from, publish, now, _clock.UnixMs, _effects));
                break;
            case Fetch fetch:
                state.Fetch(from, fetch, now, _effects);
                break;
            case SubscribeNode subscribe:
                state.Subscribe(from, subscribe, now, _effects);
                break;
            case UnsubscribeNode unsubscribe:
                state.Unsubscribe(from, unsubscribe, now, _effects);
                break;
            case ReadHistory read:
                state.Read(from, read, now, _effects);
                break;
            case EndReceived received:
                state.EndReceived(from, received, now, _effects);
                break;
            case TermOutlived outlived:
                state.Outlived(outlived, _effects);
                break;
            case InheritanceStale stale:
                state.Contradicted(stale, _effects);
                break;
            case LeftBehind left:
                state.Reminded(left, _effects);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnTick(TopicState<IActorRef> state, long now)
    {
        _timer.Fired();
        state.Tick(now, _effects);
        if (state.Phase == TopicPhase.Ending && _effects.Exists(static effect => effect.Kind == TopicEffectKind.Stop))
        {
            Log.EndUnconfirmed(_logger, _topic, state.Head, state.Nodes);
        }
    }

    private void Carry()
    {
        foreach (var effect in _effects)
        {
            Carry(effect);
        }

        TurnList<TopicEffect<IActorRef>>.Return(_effects);
        _effects = null!;
    }

    private void Carry(in TopicEffect<IActorRef> effect)
    {
        switch (effect.Kind)
        {
            case TopicEffectKind.Send:
                effect.Peer!.Tell(effect.Message!, Self);
                break;
            case TopicEffectKind.AnswerLater or TopicEffectKind.AnswerHurry:
                Answer(effect);
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
                _services.Terms.Note(_state!.Highest);
                break;
            case TopicEffectKind.ReportHead or TopicEffectKind.Invite:
                _actors.Heads.Tell(effect.Message!, Self);
                break;
            case TopicEffectKind.Remind:
                _actors.Keeper.Tell(new TopicReminded((LeftBehind)effect.Message!), Self);
                break;
            case TopicEffectKind.Leave:
                _actors.Keeper.Tell(effect.Message!, Self);
                break;
            case TopicEffectKind.Passivate:
                Passivate();
                break;
            case TopicEffectKind.Stop:
                Context.Stop(Self);
                break;
        }
    }

    // A publisher on this node costs no message between nodes.
    private void Answer(in TopicEffect<IActorRef> effect)
    {
        var (publisher, answer) = (effect.Peer!, (PublishAnswer)effect.Message!);
        if (publisher.Path.Address.HasLocalScope)
        {
            publisher.Tell(answer, Self);
        }
        else
        {
            _actors.Answers.Tell(effect.Kind == TopicEffectKind.AnswerLater ? answer : new AnswerHurry(answer), publisher);
        }
    }

    private void Passivate()
    {
        if (_state!.Phase == TopicPhase.Outlived)
        {
            _metrics.Outlived();
            Log.Outlived(_logger, _topic, _state.Term.Value);
        }

        Context.Parent.Tell(new Passivate(EndTopic.Instance), Self);
    }
}
