using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Regions;
using Broker.Runtime.Event;

namespace Broker.Runtime.Cluster.Sharding.Shards;

/// <summary>The parent of a shard's entities; a thin shell around <see cref="ShardCore"/>.</summary>
internal sealed class ShardActor : UntypedActor, IWithTimers
{
    // Akka leaves the same time between the force and the coordinator's own patience (docs: "Graceful shutdown" and handoff-timeout).
    private static readonly TimeSpan ForceMargin = TimeSpan.FromSeconds(5);

    private readonly string _shard;
    private readonly ShardRegionSetup _setup;
    private readonly ShardEntities _running;
    private readonly ShardCore _core;
    private readonly TimeSpan _idleAfter;
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly Dictionary<string, IActorRef> _entities = new(StringComparer.Ordinal);
    private readonly Dictionary<IActorRef, string> _ids = [];
    private readonly List<ShardingEffect> _effects = [];
    private readonly List<string> _opening = [];

    public ShardActor(string shard, ShardRegionSetup setup, ShardEntities running)
    {
        _shard = shard;
        _setup = setup;
        _running = running;
        _idleAfter = setup.Settings.PassivateIdleEntityAfter;
        var tuning = setup.Settings.TuningParameters;
        var stopWithin = tuning.HandOffTimeout - ForceMargin;
        _core = new ShardCore(
            setup.HandOffStopMessage, tuning.BufferSize, stopWithin > TimeSpan.FromSeconds(1) ? stopWithin : TimeSpan.FromSeconds(1));
    }

    /// <summary>Set by the engine.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    protected override void PreStart()
    {
        if (_idleAfter > TimeSpan.Zero)
            Timers.StartPeriodicTimer("idle", ShardCommand.IdleTick.Instance, _idleAfter / 2);
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ShardCommand.Deliver deliver:
                OnDeliver(deliver);
                break;
            case Passivate passivate:
                OnPassivate(passivate);
                break;
            case Terminated terminated:
                OnTerminated(terminated.ActorRef);
                break;
            case ShardCommand.Start start:
                OnStart(start);
                break;
            case ShardCommand.HandOff:
                _running.CloseAll();
                Handle(new ShardEvent.HandOffRequested());
                if (_core.NextWakeUp != TimeSpan.MaxValue)
                    Timers.StartSingleTimer("hand-off", ShardCommand.HandOffTick.Instance, _core.NextWakeUp - Now);
                break;
            case ShardCommand.HandOffTick:
                Handle(new ShardEvent.Tick());
                break;
            case ShardCommand.IdleTick:
                PassivateIdle();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void OnDeliver(ShardCommand.Deliver deliver)
    {
        try
        {
            _core.Deliver(deliver.EntityId, deliver.Message, deliver.Sender, _effects);
            RunEffects();
        }
        finally
        {
            _running.LeftMailbox();
        }
    }

    private void OnStart(ShardCommand.Start start)
    {
        try
        {
            Handle(new ShardEvent.StartRequested(start.EntityId));
            start.ReplyTo.Tell(new ShardRegion.StartEntityAck(start.EntityId, _shard), Self);
        }
        finally
        {
            _running.LeftMailbox();
        }
    }

    private void OnPassivate(Passivate passivate)
    {
        if (!_ids.TryGetValue(Sender, out var id))
        {
            _log.Warning("Passivate from {0}, which is no entity of shard {1}", Sender, _shard);
            return;
        }

        _running.Close(id);
        Handle(new ShardEvent.PassivateRequested(id, passivate.StopMessage));
    }

    private void OnTerminated(IActorRef entity)
    {
        if (!_ids.Remove(entity, out var id))
            return;
        _entities.Remove(id);
        _running.Close(id);
        Handle(new ShardEvent.EntityTerminated(id));
    }

    private void PassivateIdle()
    {
        foreach (var id in _running.IdleFor(_idleAfter))
        {
            _log.Debug("Entity {0} of shard {1} is idle and stopped", id, _shard);
            _running.Close(id);
            Handle(new ShardEvent.PassivateRequested(id, _setup.HandOffStopMessage));
        }
    }

    private void Handle(ShardEvent happened)
    {
        _core.Handle(happened, Now, _effects);
        RunEffects();
    }

    private void RunEffects()
    {
        try
        {
            foreach (var effect in _effects)
                Run(effect);

            // Only now: what the effects deliver must come before what the region delivers past this mailbox.
            foreach (var id in _opening)
            {
                if (!_core.IsHandingOff && _entities.TryGetValue(id, out var entity))
                    _running.Open(id, entity);
            }
        }
        finally
        {
            _effects.Clear();
            _opening.Clear();
        }
    }

    private void Run(ShardingEffect effect)
    {
        switch (effect)
        {
            case ShardingEffect.DeliverToEntity deliver:
                _running.Used(deliver.EntityId);
                _entities[deliver.EntityId].Tell(deliver.Message, deliver.Sender);
                break;
            case ShardingEffect.StartEntity start:
                StartEntity(start.EntityId);
                break;
            case ShardingEffect.StopEntity stop:
                _entities[stop.EntityId].Tell(stop.StopMessage, Self);
                break;
            case ShardingEffect.KillEntity kill:
                if (_entities.TryGetValue(kill.EntityId, out var entity))
                    Context.Stop(entity);
                break;
            case ShardingEffect.Drop drop:
                _setup.DropMessage(Context.System, drop.Message, drop.Sender, drop.Reason);
                break;
            case ShardingEffect.ShardEmptied emptied:
                Context.Parent.Tell(new ShardCommand.Stopped(_shard, emptied.Undelivered), Self);
                Context.Stop(Self);
                break;
            case ShardingEffect.Note note:
                _log.Warning("{0}: shard {1}: {2}", _setup.TypeName, _shard, note.Text);
                break;
            default:
                throw new InvalidOperationException($"A shard cannot do {effect.GetType().Name}.");
        }
    }

    private void StartEntity(string id)
    {
        var entity = Context.ActorOf(_setup.EntityProps!(id), Uri.EscapeDataString(id));
        Context.Watch(entity);
        _entities[id] = entity;
        _ids[entity] = id;
        _opening.Add(id);
    }
}
