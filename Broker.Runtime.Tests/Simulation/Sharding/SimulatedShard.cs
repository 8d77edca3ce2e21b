using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Regions;
using Broker.Runtime.Cluster.Sharding.Shards;
using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Sharding;

/// <summary>A shard with entities that take their time to stop, never stop, or passivate themselves.</summary>
internal sealed class SimulatedShard
{
    /// <summary>The region tells the shard to stop.</summary>
    public static readonly object HandOff = new();

    private readonly World _world;
    private readonly Incarnation _process;
    private readonly ShardCore _core;
    private readonly List<ShardingEffect> _effects = [];
    private readonly HashSet<string> _stopping = [];

    public SimulatedShard(World world, Incarnation process, string id)
    {
        _world = world;
        _process = process;
        Id = id;
        _core = new ShardCore("stop", world.Options.Region.BufferSize, world.Options.StopWithin);
    }

    public string Id { get; }

    public void Take(object message)
    {
        switch (message)
        {
            case UserMessage user:
                _core.Deliver(user.Entity, user, _process.Watches.Probe, _effects);
                break;
            case ShardEvent happened:
                _core.Handle(happened, _process.Machine.Clock, _effects);
                break;
            default:
                _core.Handle(new ShardEvent.HandOffRequested(), _process.Machine.Clock, _effects);
                PlanForce();
                break;
        }

        RunEffects();
    }

    /// <summary>An entity's actor has ended.</summary>
    public void EntityEnded(string entity)
    {
        if (!_stopping.Remove(entity))
            return;
        _core.Handle(new ShardEvent.EntityTerminated(entity), _process.Machine.Clock, _effects);
        RunEffects();
    }

    /// <summary>The time that the hand-off may take has passed.</summary>
    public void Force()
    {
        _core.Handle(new ShardEvent.Tick(), _process.Machine.Clock, _effects);
        RunEffects();
    }

    private void RunEffects()
    {
        foreach (var effect in _effects)
            Run(effect);
        _effects.Clear();
    }

    private void Run(ShardingEffect effect)
    {
        switch (effect)
        {
            case ShardingEffect.DeliverToEntity deliver:
                Delivered(deliver.EntityId, (UserMessage)deliver.Message);
                break;
            case ShardingEffect.StopEntity stop:
                _stopping.Add(stop.EntityId);
                // Some never stop by hand-off. Whoever asks for passivation does stop.
                if (stop.StopMessage is "bye" || !_world.Options.SlowStops || !_world.Chance(0.005))
                    PlanEnd(stop.EntityId, _world.Options.SlowStops && _world.Chance(0.03) ? _world.Between(0.5, 8) : _world.Between(0, 0.02));
                break;
            case ShardingEffect.KillEntity kill:
                _stopping.Add(kill.EntityId);
                _world.Statistics.Killed++;
                PlanEnd(kill.EntityId, _world.Between(0, 0.005));
                break;
            case ShardingEffect.Drop drop:
                _world.Ledger.Dropped((UserMessage)drop.Message, drop.Reason);
                break;
            case ShardingEffect.ShardEmptied emptied:
                _process.Post(Mailbox.Region, new RegionEvent.ShardStoppedHere(Id, emptied.Undelivered));
                break;
        }
    }

    private void Delivered(string entity, UserMessage message)
    {
        if (_stopping.Contains(entity))
            _world.Break(Invariant.MessagesAreAccountedFor, $"{message} went to an entity that has its stop message");
        _world.Ledger.Delivered(_world, message);
        if (_world.Chance(0.01))
            _process.Post(Mailbox.Shard, new ShardEvent.PassivateRequested(entity, "bye"), this);
    }

    private void PlanEnd(string entity, TimeSpan after) => _world.At(_world.Now + after, new Moment
    {
        Happening = Happening.EntityEnd,
        Machine = _process.Machine,
        Incarnation = _process,
        What = this,
        Who = entity,
    });

    private void PlanForce()
    {
        if (_core.NextWakeUp != TimeSpan.MaxValue)
            _world.At(_process.Machine.WhenClockShows(_core.NextWakeUp), new Moment
            {
                Happening = Happening.ShardWake,
                Machine = _process.Machine,
                Incarnation = _process,
                What = this,
            });
    }
}
