using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;
using Broker.Runtime.Cluster.Sharding.Regions;
using Broker.Runtime.Cluster.Sharding.Shards;
using Broker.Runtime.Event;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>
/// A node's door to the entities of one type: it finds the shard of each message and passes it on, to its own shards or to the region
/// that hosts them. One runs on each node, made by <see cref="ClusterSharding"/>.
/// </summary>
public sealed class ShardRegion : ActorBase, IWithTimers
{
    private readonly ShardRegionSetup _setup;
    private readonly IMessageExtractor _extractor;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly TaskCompletionSource<Done> _handedOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<string, LocalShard> _shards = new(StringComparer.Ordinal);
    private readonly List<ShardingEffect> _effects = [];
    private readonly List<RegionEvent> _changes = [];
    private readonly RegionMembers _members;
    private readonly ShardRegionCore _core;
    private readonly WakeUpTimer _wakeUp = new(RegionTick.Instance);

    internal ShardRegion(ShardRegionSetup setup)
    {
        _setup = setup;
        _extractor = setup.Extractor;
        _members = new RegionMembers(setup.Settings.Role);
        var tuning = setup.Settings.TuningParameters;
        var node = new NodeId(_cluster.SelfAddress, _cluster.SelfUniqueAddress.Uid);
        _core = new ShardRegionCore(Self, node, isProxy: setup.EntityProps is null, new RegionOptions
        {
            BufferSize = tuning.BufferSize,
            RetryInterval = tuning.RetryInterval,
        });
    }

    /// <summary>Set by the engine.</summary>
    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    /// <inheritdoc />
    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        CoordinatedShutdown.Get(Context.System).AddTask(
            CoordinatedShutdown.PhaseClusterShardingShutdownRegion, $"hand over shards of {_setup.TypeName}", HandOverAtShutdown(Self));
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _handedOver.TrySetResult(Done.Instance);
    }

    /// <inheritdoc />
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case ICoordinatorMessage fromCoordinator:
                Handle(new RegionEvent.Received(Sender, fromCoordinator));
                return true;
            case HandOffBarrier barrier:
                Handle(new RegionEvent.BarrierReached(barrier));
                return true;
            case ShardCommand.Stopped stopped:
                _shards.Remove(stopped.Shard);
                Handle(new RegionEvent.ShardStoppedHere(stopped.Shard, stopped.Undelivered));
                return true;
            case ClusterEvent.IMemberEvent change:
                OnMember(change.Member);
                return true;
            case Terminated terminated:
                OnTerminated(terminated);
                return true;
            case IShardRegionCommand or IShardRegionQuery or StartEntity or RegionTick:
                return OnCommand(message);
            default:
                Route(message);
                return true;
        }
    }

    private bool OnCommand(object message)
    {
        switch (message)
        {
            case RegionTick:
                _wakeUp.Fired();
                Handle(new RegionEvent.Tick());
                return true;
            case StartEntity start:
                RouteTo(start.EntityId, start);
                return true;
            case GracefulShutdown:
                Handle(new RegionEvent.LeaveRequested());
                return true;
            case GetShardRegionState:
                Sender.Tell(new CurrentShardRegionState(
                    _shards.Select(static shard => new ShardState(shard.Key, shard.Value.Entities.Snapshot().ToImmutableHashSet())).ToImmutableHashSet(),
                    []), Self);
                return true;
            case GetShardRegionStats:
                Sender.Tell(new ShardRegionStats(
                    _shards.ToImmutableDictionary(static shard => shard.Key, static shard => shard.Value.Entities.Count), []), Self);
                return true;
            case GetEntityLocation query:
                Locate(query);
                return true;
            case IShardRegionQuery when _core.Coordinator is { } coordinator:
                coordinator.Tell(message, Sender);
                return true;
            default:
                _log.Warning("{0}: {1} cannot be handled now", _setup.TypeName, message.GetType().Name);
                return false;
        }
    }

    private void Locate(GetEntityLocation query)
    {
        var shard = _extractor.ShardId(query.EntityId);
        var home = _shards.ContainsKey(shard) ? Self : _core.TryGetRemoteHome(shard, out var remote) ? remote : null;
        _ = EntityLocator.FindAsync(Context.System, home, _cluster.SelfAddress, shard, query).PipeTo(Sender, Self);
    }

    private void Route(object message)
    {
        var id = _extractor.EntityId(message);
        if (string.IsNullOrEmpty(id))
        {
            _setup.DropMessage(Context.System, message, Sender, "it names no entity");
            return;
        }

        RouteTo(id, message);
    }

    private void RouteTo(string id, object message)
    {
        var shard = _extractor.ShardId(id, message);
        if (_core.IsRunningHere(shard))
            DeliverHere(_shards[shard], id, message, Sender);
        else if (_core.TryGetRemoteHome(shard, out var home))
            home!.Tell(message, Sender);
        else
            Buffer(shard, message);
    }

    private void Buffer(string shard, object message)
    {
        _core.Route(shard, message, Sender, Now, _effects);
        RunEffects();
    }

    private void DeliverHere(LocalShard shard, string id, object message, IActorRef sender)
    {
        if (message is StartEntity)
        {
            shard.Entities.EnteredMailbox();
            shard.Ref.Tell(new ShardCommand.Start(id, sender), Self);
            return;
        }

        if (_extractor.EntityMessage(message) is not { } content)
        {
            _setup.DropMessage(Context.System, message, sender, "it has nothing for its entity");
            return;
        }

        if (shard.Entities.TryDeliver(id, content, sender))
            return;
        shard.Entities.EnteredMailbox();
        shard.Ref.Tell(new ShardCommand.Deliver(id, content, sender), Self);
    }

    private void OnMember(Member member)
    {
        _members.Apply(member, _changes);
        foreach (var happened in _changes)
            Handle(happened);
        _changes.Clear();
    }

    private void OnTerminated(Terminated terminated)
    {
        var gone = terminated.ActorRef;
        // A shard that stopped by itself: its own message says so when it was handed over.
        foreach (var (id, shard) in _shards)
        {
            if (!shard.Ref.Equals(gone))
                continue;
            _shards.Remove(id);
            Handle(new RegionEvent.ShardStoppedHere(id, []));
            return;
        }

        Handle(new RegionEvent.RefTerminated(gone, terminated.AddressTerminated));
    }

    private void Handle(RegionEvent happened)
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
            case ShardingEffect.Forward forward:
                forward.Target.Tell(forward.Message, forward.Sender);
                break;
            case ShardingEffect.DeliverToShard deliver:
                DeliverHere(_shards[deliver.Shard], IdOf(deliver.Message), deliver.Message, deliver.Sender);
                break;
            case ShardingEffect.Drop drop:
                _setup.DropMessage(Context.System, drop.Message, drop.Sender, drop.Reason);
                break;
            case ShardingEffect.StartShard start:
                StartShard(start.Shard);
                break;
            case ShardingEffect.HandOffShard handOff:
                _shards[handOff.Shard].Ref.Tell(ShardCommand.HandOff.Instance, Self);
                break;
            case ShardingEffect.SendToCoordinatorOn send:
                Context.ActorSelection(ShardingPaths.Coordinator(send.Node, _setup.TypeName)).Tell(send.Message, Self);
                break;
            case ShardingEffect.Watch watch:
                Context.Watch(watch.Target);
                break;
            case ShardingEffect.Unwatch unwatch:
                Context.Unwatch(unwatch.Target);
                break;
            case ShardingEffect.Note note:
                _log.Info("{0}: {1}", _setup.TypeName, note.Text);
                break;
            case ShardingEffect.StopSelf:
                Context.Stop(Self);
                break;
            default:
                throw new InvalidOperationException($"A region cannot do {effect.GetType().Name}.");
        }
    }

    private void StartShard(string id)
    {
        var entities = new ShardEntities(_setup.Settings.PassivateIdleEntityAfter > TimeSpan.Zero);
        var shard = Context.ActorOf(Props.Create(typeof(ShardActor), id, _setup, entities), Uri.EscapeDataString(id));
        Context.Watch(shard);
        _shards[id] = new LocalShard(shard, entities);
    }

    private string IdOf(object message) => message is StartEntity start ? start.EntityId : _extractor.EntityId(message)!;

    private Func<Task<Done>> HandOverAtShutdown(IActorRef self) => () =>
    {
        if (_cluster.IsTerminated || _cluster.SelfMember.Status == MemberStatus.Down)
            return Task.FromResult(Done.Instance);
        self.Tell(GracefulShutdown.Instance, ActorRefs.NoSender);
        return _handedOver.Task;
    };

    private sealed record LocalShard(IActorRef Ref, ShardEntities Entities);

    private sealed class RegionTick : INoSerializationVerificationNeeded
    {
        public static readonly RegionTick Instance = new();
    }

    /// <summary>Starts an entity without a message for it; answered by an acknowledgement.</summary>
    /// <param name="entityId">The entity.</param>
    public sealed class StartEntity(string entityId) : IClusterShardingSerializable, IEquatable<StartEntity>
    {
        /// <summary>The entity.</summary>
        public readonly string EntityId = entityId;

        /// <inheritdoc />
        public bool Equals(StartEntity? other) => other?.EntityId == EntityId;

        /// <inheritdoc />
        public override bool Equals(object? obj) => Equals(obj as StartEntity);

        /// <inheritdoc />
        public override int GetHashCode() => EntityId.GetHashCode(StringComparison.Ordinal);
    }

    /// <summary>The entity runs.</summary>
    internal sealed record StartEntityAck(string EntityId, string ShardId) : IClusterShardingSerializable;
}
