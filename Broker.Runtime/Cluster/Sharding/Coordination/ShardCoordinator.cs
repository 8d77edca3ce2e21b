using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;
using Broker.Runtime.Event;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>The coordinator of one type, a singleton on the oldest node; a thin shell around <see cref="ShardCoordinatorCore"/>.</summary>
internal sealed class ShardCoordinator : UntypedActor, IWithTimers
{
    private readonly string _typeName;
    private readonly ClusterShardingSettings _settings;
    private readonly IShardAllocationStrategy _strategy;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly List<ShardingEffect> _effects = [];
    private readonly List<CoordinatorEvent> _changes = [];
    private readonly ShardCoordinatorCore _core;
    private readonly WakeUpTimer _wakeUp = new(CoordinatorTick.Instance);
    private CoordinatorMembers _members;

    public ShardCoordinator(string typeName, ClusterShardingSettings settings, IShardAllocationStrategy strategy)
    {
        _typeName = typeName;
        _settings = settings;
        _strategy = strategy;
        _members = new CoordinatorMembers(settings.Role);
        var tuning = settings.TuningParameters;
        _core = new ShardCoordinatorCore(
            Self,
            Context.System.Scheduler.Now.ToUnixTimeMilliseconds(),
            new CoordinatorOptions
            {
                RebalanceInterval = tuning.RebalanceInterval,
                HandOffTimeout = tuning.HandOffTimeout,
                RecoveryWarning = tuning.HandOffTimeout,
            },
            (strategy as LeastShardAllocationStrategy)?.Allocation);
    }

    /// <summary>Set by the engine.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    protected override void PreStart() => _cluster.Subscribe(
        Self,
        ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot,
        typeof(ClusterEvent.IMemberEvent),
        typeof(ClusterEvent.IReachabilityEvent));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case IRegionMessage fromRegion:
                Handle(new CoordinatorEvent.Received(Sender, fromRegion));
                break;
            case ClusterEvent.CurrentClusterState state:
                _members = CoordinatorMembers.Of(state, _settings.Role);
                Handle(new CoordinatorEvent.Started(_members.Standings()));
                break;
            case ClusterEvent.IClusterDomainEvent change:
                OnCluster(change);
                break;
            case Terminated terminated:
                Handle(new CoordinatorEvent.RegionTerminated(terminated.ActorRef, terminated.AddressTerminated));
                break;
            case ActorIdentity { MessageId: string question } identity:
                OnIdentity(question, identity.Subject);
                break;
            case CoordinatorTick:
                _wakeUp.Fired();
                Handle(new CoordinatorEvent.Tick());
                break;
            default:
                OnQuery(message);
                break;
        }
    }

    private void OnQuery(object message)
    {
        switch (message)
        {
            case GetCurrentRegions:
                Sender.Tell(new CurrentRegions(Hosts().Select(static region => region.Node.Address).ToImmutableHashSet()), Self);
                break;
            case GetClusterShardingStats query:
                var regions = Hosts().Select(static region => (region.Region, region.Node.Address)).ToArray();
                Context.ActorOf(Props.Create(typeof(RegionStatsCollector), Sender, regions, query.Timeout));
                break;
            case CoordinatorEvent decided:
                Handle(decided);
                break;
            case Status.Failure failure:
                _log.Error(failure.Cause, "{0}: the allocation strategy failed", _typeName);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private IEnumerable<RegionInfo> Hosts() => _core.State.Regions.Values.Where(static region => !region.IsProxy);

    private void OnCluster(ClusterEvent.IClusterDomainEvent change)
    {
        _members.Apply(change, _changes);
        foreach (var happened in _changes)
            Handle(happened);
        _changes.Clear();
    }

    private void OnIdentity(string question, IActorRef? region)
    {
        if (region is not null)
            region.Tell(new CoordinatorHello(_core.Term, Self), Self);
        else if (Address.TryParse(question, out var node))
            Handle(new CoordinatorEvent.NoRegionOn(node));
    }

    private void Handle(CoordinatorEvent happened)
    {
        _core.Handle(happened, Now, _effects);
        try
        {
            foreach (var effect in _effects)
                Run(effect);
        }
        finally
        {
            _effects.Clear();
        }

        _wakeUp.Follow(_core.NextWakeUp, Now, Timers);
    }

    private void Run(ShardingEffect effect)
    {
        switch (effect)
        {
            case ShardingEffect.Send send:
                send.Target.Tell(send.Message, Self);
                break;
            case ShardingEffect.AskForRegion ask:
                Context.ActorSelection(ShardingPaths.Region(ask.Node, _typeName)).Tell(new Identify(ask.Node.ToString()), Self);
                break;
            case ShardingEffect.Watch watch:
                Context.Watch(watch.Target);
                break;
            case ShardingEffect.Unwatch unwatch:
                Context.Unwatch(unwatch.Target);
                break;
            case ShardingEffect.AskAllocation ask:
                AskAllocation(ask.Shard, ask.Requester);
                break;
            case ShardingEffect.AskRebalance:
                AskRebalance();
                break;
            case ShardingEffect.Note note:
                Log(note);
                break;
            default:
                throw new InvalidOperationException($"A coordinator cannot do {effect.GetType().Name}.");
        }
    }

    private void AskAllocation(string shard, IActorRef requester) =>
        _ = _strategy.AllocateShard(requester, shard, Allocations()).PipeTo(
            Self,
            Self,
            success: home => new CoordinatorEvent.AllocationDecided(shard, home),
            failure: failure =>
            {
                _log.Error(failure, "{0}: the allocation strategy failed for shard {1}", _typeName, shard);
                return new CoordinatorEvent.AllocationDecided(shard, null);
            });

    private void AskRebalance() =>
        _ = _strategy.Rebalance(Allocations(), _core.ShardsOnTheMove.ToImmutableHashSet()).PipeTo(
            Self, Self, success: static shards => new CoordinatorEvent.RebalanceDecided(shards));

    private ImmutableDictionary<IActorRef, IImmutableList<string>> Allocations() => _core.State.Candidates()
        .ToImmutableDictionary(static region => region.Region, static region => (IImmutableList<string>)region.Shards.ToImmutableList());

    private void Log(ShardingEffect.Note note)
    {
        switch (note.Level)
        {
            case NoteLevel.Debug:
                _log.Debug("{0}: {1}", _typeName, note.Text);
                break;
            case NoteLevel.Info:
                _log.Info("{0}: {1}", _typeName, note.Text);
                break;
            default:
                _log.Warning("{0}: {1}", _typeName, note.Text);
                break;
        }
    }

    private sealed class CoordinatorTick : INoSerializationVerificationNeeded
    {
        public static readonly CoordinatorTick Instance = new();
    }
}
