using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;
using Broker.Runtime.Cluster.Sharding.Regions;
using EngineTests.Simulation.Network;
using EngineTests.Simulation.Nodes;
using EngineTests.Simulation.Watches;

namespace EngineTests.Simulation.Sharding;

/// <summary>Sharding on one process: its region with the shards, and the coordinator while it has the singleton.</summary>
internal sealed class ShardingPart
{
    private readonly World _world;
    private readonly Incarnation _process;
    private readonly ShardRegionCore _region;
    private readonly RegionMembers _members = new(role: null);
    private readonly Dictionary<string, SimulatedShard> _shards = [];
    private readonly List<ShardingEffect> _effects = [];
    private readonly List<RegionEvent> _changes = [];
    private readonly CoordinatorPart _coordinator;
    private TimeSpan _wake = TimeSpan.MaxValue;

    public ShardingPart(World world, Incarnation process)
    {
        _world = world;
        _process = process;
        RegionRef = new SimActor(process, Mailbox.Region, 2);
        _region = new ShardRegionCore(RegionRef, new NodeId(process.Self.Address, process.Uid), isProxy: false, world.Options.Region);
        _coordinator = new CoordinatorPart(world, process);
    }

    public SimActor RegionRef { get; }

    public SimActor? CoordinatorRef => _coordinator.Ref;

    /// <summary>The region has handed everything over.</summary>
    public bool RegionHasStopped => RegionRef.IsStopped;

    public IReadOnlyCollection<string> Shards => _shards.Keys;

    /// <summary>The process whose coordinator this region obeys.</summary>
    public Incarnation? CoordinatedBy => (_region.Coordinator as SimActor)?.Home;

    public long Dropped => _region.Dropped;

    public void Start() => _world.Checks.Watches.Add(RegionRef);

    public void Leave() => _process.Post(Mailbox.Region, new RegionEvent.LeaveRequested());

    public void Publish(UserMessage message) => _process.Post(Mailbox.Region, message);

    public void StartCoordinator() => _coordinator.Start();

    public void StopCoordinator() => _coordinator.Stop();

    public void Subscribed(ClusterEvent.CurrentClusterState state) => _coordinator.Subscribed(state);

    public void Changed(List<ClusterEvent.IClusterDomainEvent> events)
    {
        _process.Post(Mailbox.Region, events);
        _coordinator.Changed(events);
    }

    /// <summary>The process ends in order: its actors stop one after the other.</summary>
    public void StopAll()
    {
        _coordinator.Stop();
        _process.Watches.Stopped(RegionRef);
    }

    public void End()
    {
        foreach (var shard in _shards.Keys)
            _world.Checks.Sharding.Ended(_process, shard);
        _shards.Clear();
    }

    public void Take(in Moment moment)
    {
        switch (moment.Happening)
        {
            case Happening.RegionWake when moment.Number == _wake.Ticks:
                _wake = TimeSpan.MaxValue;
                Handle(new RegionEvent.Tick());
                break;
            case Happening.CoordinatorWake:
                _coordinator.Wake(moment.Number);
                break;
            case Happening.EntityEnd:
                ((SimulatedShard)moment.What!).EntityEnded((string)moment.Who!);
                break;
            case Happening.ShardWake:
                ((SimulatedShard)moment.What!).Force();
                break;
        }
    }

    /// <summary>One of the actors here takes a message out of its mailbox.</summary>
    public void Take(Mailbox mailbox, object message, object? who)
    {
        if (mailbox == Mailbox.Shard)
            ((SimulatedShard)who!).Take(message);
        else if (mailbox == Mailbox.Coordinator)
            _coordinator.Take(message, who);
        else if (!RegionRef.IsStopped)
            TakeAsRegion(message);
        else if (message is UserMessage user)
            _world.Ledger.Undeliverable(user, "its region has stopped");
    }

    /// <summary>A message of another process has arrived.</summary>
    public void Receive(object message)
    {
        switch (message)
        {
            case ToActor mail when mail.Target.Mailbox == Mailbox.Coordinator:
                _coordinator.Receive(mail.Target, mail.Message, mail.Sender);
                break;
            case ToActor mail when mail.Target != RegionRef || RegionRef.IsStopped:
                _world.Ledger.Undeliverable(mail, "its region has stopped");
                break;
            case ToActor { Message: UserMessage user }:
                Route(user);
                break;
            case ToActor { Message: HandOffBarrier barrier }:
                Handle(new RegionEvent.BarrierReached(barrier));
                break;
            case ToActor { Message: ICoordinatorMessage fromCoordinator } mail:
                Handle(new RegionEvent.Received(mail.Sender, fromCoordinator));
                break;
            case ToCoordinator mail when CoordinatorRef is { } coordinator:
                _coordinator.Receive(coordinator, mail.Message, mail.Sender);
                break;
            case AreYouThere question:
                _world.Links.Send(
                    _process, question.Coordinator.Home.Machine, new RegionIs(RegionRef.IsStopped ? null : RegionRef, _process.Machine, question.Coordinator), Lane.Control);
                break;
            case RegionIs answer:
                _coordinator.Answered(answer);
                break;
        }
    }

    private void TakeAsRegion(object message)
    {
        switch (message)
        {
            case UserMessage user:
                Route(user);
                break;
            case RegionEvent.ShardStoppedHere stopped:
                _shards.Remove(stopped.Shard);
                _world.Checks.Sharding.Ended(_process, stopped.Shard);
                Handle(stopped);
                break;
            case RegionEvent happened:
                Handle(happened);
                break;
            case List<ClusterEvent.IClusterDomainEvent> events:
                foreach (var change in events)
                {
                    if (change is ClusterEvent.IMemberEvent { Member: var member })
                        _members.Apply(member, _changes);
                }

                foreach (var happened in _changes)
                    Handle(happened);
                _changes.Clear();
                break;
            case SystemContent content:
                if (_process.Watches.TakeAs(RegionRef, content) is { } terminated)
                    Handle(new RegionEvent.RefTerminated(terminated.Target, terminated.WithItsNode));
                break;
        }
    }

    private void Route(UserMessage message)
    {
        message.At = _process;
        _region.Route(message.Shard, message, _process.Watches.Probe, _process.Machine.Clock, _effects);
        RunEffects();
    }

    private void Handle(RegionEvent happened)
    {
        _region.Handle(happened, _process.Machine.Clock, _effects);
        RunEffects();
    }

    private void RunEffects()
    {
        foreach (var effect in _effects)
            Run(effect);
        _effects.Clear();
        var next = _region.NextWakeUp;
        if (next == _wake || RegionRef.IsStopped)
            return;
        _wake = next;
        if (next == TimeSpan.MaxValue)
            return;
        _world.At(_process.Machine.WhenClockShows(next), new Moment
        {
            Happening = Happening.RegionWake,
            Machine = _process.Machine,
            Incarnation = _process,
            Number = next.Ticks,
        });
    }

    private void Run(ShardingEffect effect)
    {
        switch (effect)
        {
            case ShardingEffect.Send(var target, var message):
                Send((SimActor)target, message);
                break;
            case ShardingEffect.Forward(var target, UserMessage message, _):
                message.At = null;
                Send((SimActor)target, message);
                break;
            case ShardingEffect.SendToCoordinatorOn(var node, var message) when _world.MachineAt(node) is { } machine:
                _world.Links.Send(_process, machine, new ToCoordinator(message, RegionRef), Lane.Control);
                break;
            case ShardingEffect.DeliverToShard(var shard, var message, _):
                _process.Post(Mailbox.Shard, message, _shards[shard]);
                break;
            case ShardingEffect.HandOffShard(var shard):
                _process.Post(Mailbox.Shard, SimulatedShard.HandOff, _shards[shard]);
                break;
            case ShardingEffect.StartShard(var shard):
                _world.Checks.Sharding.Started(_process, shard);
                _shards.Add(shard, new SimulatedShard(_world, _process, shard));
                break;
            case ShardingEffect.Drop(UserMessage message, _, var reason):
                _world.Ledger.Dropped(message, reason);
                break;
            case ShardingEffect.Watch(var target):
                _process.Watches.Watch(RegionRef, (SimActor)target);
                break;
            case ShardingEffect.Unwatch(var target):
                _process.Watches.Unwatch(RegionRef, (SimActor)target);
                break;
            case ShardingEffect.StopSelf:
                _world.Trace($"{_process} region has handed over");
                _process.Watches.Stopped(RegionRef);
                break;
            case ShardingEffect.Note note:
                _world.Trace($"{_process} region: {note.Text}");
                break;
            default:
                throw new InvalidOperationException($"The region wants {effect}.");
        }
    }

    private void Send(SimActor target, object message) => _world.Links.Send(
        _process, target.Home.Machine, new ToActor(target, message, RegionRef), message is IShardingControl ? Lane.Control : Lane.Ordinary);
}
