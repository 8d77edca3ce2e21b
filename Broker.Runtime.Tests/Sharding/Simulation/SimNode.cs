using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Coordination;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;
using Broker.Runtime.Cluster.Sharding.Regions;

namespace EngineTests.Sharding.Simulation;

/// <summary>One incarnation of a node: a region with its shards, and the coordinator while the node is the oldest.</summary>
internal sealed class SimNode
{
    private readonly SimCluster _cluster;
    private readonly Dictionary<string, SimShard> _shards = [];
    private readonly HashSet<IActorRef> _regionWatches = [];
    private readonly HashSet<IActorRef> _coordinatorWatches = [];
    private int _coordinators;
    private TimeSpan _regionWake = TimeSpan.MaxValue;
    private TimeSpan _coordinatorWake = TimeSpan.MaxValue;

    public SimNode(SimCluster cluster, string name, int uid)
    {
        _cluster = cluster;
        Name = $"{name}#{uid}";
        Id = new NodeId(SimRef.AddressOf(name), uid);
        Region = new SimRef(Name, "region", uid);
        Core = new ShardRegionCore(Region, Id, isProxy: false, cluster.RegionOptions);
    }

    public string Name { get; }

    public NodeId Id { get; }

    public SimRef Region { get; }

    public ShardRegionCore Core { get; }

    public ShardCoordinatorCore? Coordinator { get; private set; }

    public SimRef? CoordinatorRef { get; private set; }

    /// <summary>False after a crash or the end of a leave.</summary>
    public bool IsAlive { get; set; } = true;

    /// <summary>True once the region has handed everything over.</summary>
    public bool RegionStopped { get; private set; }

    /// <summary>The shards whose entities run here.</summary>
    public IEnumerable<string> RunningShards => _shards.Keys;

    public void Publish(SimMessage message) => OnRegion(effects => RouteHere(message, effects));

    public void Event(RegionEvent happened) => OnRegion(effects => Core.Handle(happened, _cluster.Time.Now, effects));

    public void Event(CoordinatorEvent happened) => OnCoordinator(core => (effects, now) => core.Handle(happened, now, effects));

    public void BecomeOldest()
    {
        if (Coordinator is not null)
            return;
        CoordinatorRef = new SimRef(Name, "coordinator", Id.Uid * 1000 + ++_coordinators);
        var term = 1_000_000 + (long)_cluster.Time.Now.TotalMilliseconds + _cluster.Random.Next(-2_000, 2_000);
        Coordinator = new ShardCoordinatorCore(CoordinatorRef, term, _cluster.CoordinatorOptions, new LeastShardAllocation(0, 0.3));

        // The members come from the cluster, some time after regions may have found this coordinator.
        var started = Coordinator;
        _cluster.Time.After(TimeSpan.FromMilliseconds(_cluster.Random.Next(0, 30)), () =>
        {
            if (Coordinator == started)
                Event(new CoordinatorEvent.Started(_cluster.Standings()));
        });
    }

    public void StopCoordinator()
    {
        if (CoordinatorRef is { } stopped)
            _cluster.Terminated(stopped);
        Coordinator = null;
        CoordinatorRef = null;
        _coordinatorWatches.Clear();
    }

    /// <summary>Somebody this node may watch has stopped.</summary>
    public void OnTerminated(IActorRef gone)
    {
        if (!IsAlive)
            return;
        if (_regionWatches.Remove(gone))
            Event(new RegionEvent.RefTerminated(gone));
        if (_coordinatorWatches.Remove(gone))
            Event(new CoordinatorEvent.RegionTerminated(gone));
    }

    /// <summary>A message of another node, or of this one, has arrived.</summary>
    public void Receive(SimRef target, object message, IActorRef sender)
    {
        switch (message)
        {
            case SimMessage user:
                OnRegion(effects => RouteHere(user, effects));
                break;
            case HandOffBarrier barrier:
                Event(new RegionEvent.BarrierReached(barrier));
                break;
            case ICoordinatorMessage fromCoordinator when !RegionStopped:
                Event(new RegionEvent.Received(sender, fromCoordinator));
                break;
            case IRegionMessage fromRegion when target.Equals(CoordinatorRef):
                Event(new CoordinatorEvent.Received(sender, fromRegion));
                break;
        }
    }

    private void RouteHere(SimMessage message, List<ShardingEffect> effects)
    {
        _cluster.Ledger.Moved(message, Name);
        if (RegionStopped)
            _cluster.Ledger.LostBecause(message, "region stopped");
        else
            Core.Route(SimCluster.ShardOf(message.Entity), message, Region, _cluster.Time.Now, effects);
    }

    private void OnRegion(Action<List<ShardingEffect>> act)
    {
        if (!IsAlive)
            return;
        var effects = new List<ShardingEffect>();
        act(effects);
        foreach (var effect in effects)
            Run(effect);
        if (Core.NextWakeUp == _regionWake || RegionStopped)
            return;
        var wake = _regionWake = Core.NextWakeUp;
        if (wake == TimeSpan.MaxValue)
            return;
        _cluster.Time.At(wake, () =>
        {
            if (_regionWake != wake)
                return;
            _regionWake = TimeSpan.MinValue;
            Event(new RegionEvent.Tick());
        });
    }

    private void OnCoordinator(Func<ShardCoordinatorCore, Action<List<ShardingEffect>, TimeSpan>> act)
    {
        if (!IsAlive || Coordinator is not { } core)
            return;
        var effects = new List<ShardingEffect>();
        act(core)(effects, _cluster.Time.Now);
        foreach (var effect in effects)
            RunForCoordinator(effect);
        if (core.NextWakeUp == _coordinatorWake)
            return;
        var wake = _coordinatorWake = core.NextWakeUp;
        if (wake == TimeSpan.MaxValue)
            return;
        _cluster.Time.At(wake, () =>
        {
            if (_coordinatorWake != wake || Coordinator != core)
                return;
            _coordinatorWake = TimeSpan.MinValue;
            Event(new CoordinatorEvent.Tick());
        });
    }

    private void Run(ShardingEffect effect)
    {
        switch (effect)
        {
            case ShardingEffect.Send(var target, var message):
                _cluster.Send(this, (SimRef)target, message, Region);
                break;
            case ShardingEffect.SendToCoordinatorOn(var node, var message):
                _cluster.SendToCoordinatorOn(this, node, message);
                break;
            case ShardingEffect.Forward(var target, SimMessage message, _):
                _cluster.Send(this, (SimRef)target, message, Region);
                break;
            case ShardingEffect.Drop(SimMessage message, _, var reason):
                _cluster.Ledger.LostBecause(message, reason);
                break;
            case ShardingEffect.Watch(var target):
                _regionWatches.Add(target);
                _cluster.TellIfGone(this, target);
                break;
            case ShardingEffect.Unwatch(var target):
                _regionWatches.Remove(target);
                break;
            case ShardingEffect.StartShard(var shard):
                _cluster.ShardStarted(shard, this);
                _shards.Add(shard, new SimShard(_cluster, this, shard));
                break;
            case ShardingEffect.DeliverToShard(var shard, SimMessage message, _):
                _shards[shard].Mail(target => target.Deliver(message));
                break;
            case ShardingEffect.HandOffShard(var shard):
                _shards[shard].Mail(static target => target.HandOff());
                break;
            case ShardingEffect.StopSelf:
                RegionStopped = true;
                _cluster.Trace($"{Name} region stopped");
                _cluster.Terminated(Region);
                break;
            case ShardingEffect.Note(_, var text):
                _cluster.Trace($"{Name} region: {text}");
                break;
            default:
                throw new InvariantViolation($"the region wants {effect}");
        }
    }

    /// <summary>The shard's actor has ended.</summary>
    public void ShardEnded(string shard, IReadOnlyList<BufferedMessage> undelivered)
    {
        _shards.Remove(shard);
        _cluster.ShardEnded(shard);
        Event(new RegionEvent.ShardStoppedHere(shard, undelivered));
    }

    private void RunForCoordinator(ShardingEffect effect)
    {
        switch (effect)
        {
            case ShardingEffect.Send(var target, var message):
                _cluster.Send(this, (SimRef)target, message, CoordinatorRef!);
                break;
            case ShardingEffect.AskForRegion(var node, var hello):
                _cluster.AskForRegion(this, node, hello, CoordinatorRef!);
                break;
            case ShardingEffect.Watch(var target):
                _coordinatorWatches.Add(target);
                _cluster.TellIfGone(this, target);
                break;
            case ShardingEffect.Unwatch(var target):
                _coordinatorWatches.Remove(target);
                break;
            case ShardingEffect.Note(var level, var text):
                _cluster.Trace($"{Name} coordinator: {text}");
                _cluster.Count(level, text);
                break;
            default:
                throw new InvariantViolation($"the coordinator wants {effect}");
        }
    }
}
