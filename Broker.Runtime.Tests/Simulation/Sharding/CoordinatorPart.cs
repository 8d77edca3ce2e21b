using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Sharding.Coordination;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;
using EngineTests.Simulation.Network;
using EngineTests.Simulation.Nodes;
using EngineTests.Simulation.Watches;

namespace EngineTests.Simulation.Sharding;

/// <summary>The shard coordinator of one process, while it has the singleton.</summary>
internal sealed class CoordinatorPart(World world, Incarnation process)
{
    private readonly List<ShardingEffect> _effects = [];
    private readonly List<CoordinatorEvent> _changes = [];
    private ShardCoordinatorCore? _core;
    private CoordinatorMembers _members = new(role: null);
    private bool _isSubscribed;
    private TimeSpan _wake = TimeSpan.MaxValue;

    public SimActor? Ref { get; private set; }

    public void Start()
    {
        Ref = new SimActor(process, Mailbox.Coordinator, 100 + world.NextUid());
        world.Checks.Watches.Add(Ref);
        _core = new ShardCoordinatorCore(
            Ref, process.Machine.Date.ToUnixTimeMilliseconds(), world.Options.Coordinator, new LeastShardAllocation(0, 0.3));
        process.Post(Mailbox.Daemon, process.Singleton);
    }

    public void Stop()
    {
        if (Ref is null)
            return;
        process.Watches.Stopped(Ref);
        Ref = null;
        _core = null;
        _isSubscribed = false;
        _wake = TimeSpan.MaxValue;
    }

    /// <summary>The daemon has taken the subscription: from here on come changes.</summary>
    public void Subscribed(ClusterEvent.CurrentClusterState state)
    {
        _isSubscribed = _core is not null;
        if (_isSubscribed)
            process.Post(Mailbox.Coordinator, state);
    }

    public void Changed(List<ClusterEvent.IClusterDomainEvent> events)
    {
        if (_isSubscribed)
            process.Post(Mailbox.Coordinator, events);
    }

    public void Wake(long number)
    {
        if (number != _wake.Ticks)
            return;
        _wake = TimeSpan.MaxValue;
        Handle(new CoordinatorEvent.Tick());
    }

    public void Take(object message, object? who)
    {
        switch (message)
        {
            case ClusterEvent.CurrentClusterState state:
                _members = CoordinatorMembers.Of(state, role: null);
                Handle(new CoordinatorEvent.Started(_members.Standings()));
                break;
            case List<ClusterEvent.IClusterDomainEvent> events:
                foreach (var change in events)
                    _members.Apply(change, _changes);
                foreach (var happened in _changes)
                    Handle(happened);
                _changes.Clear();
                break;
            case SystemContent content when Ref is not null && ReferenceEquals(who, Ref):
                if (process.Watches.TakeAs(Ref, content) is { } terminated)
                    Handle(new CoordinatorEvent.RegionTerminated(terminated.Target, terminated.WithItsNode));
                break;
        }
    }

    public void Receive(SimActor target, object message, SimActor sender)
    {
        if (target == Ref)
            Handle(new CoordinatorEvent.Received(sender, (IRegionMessage)message));
    }

    public void Answered(RegionIs answer)
    {
        if (answer.Coordinator != Ref || _core is null)
            return;
        if (answer.Region is { } region)
            world.Links.Send(process, region.Home.Machine, new ToActor(region, new CoordinatorHello(_core.Term, Ref), Ref), Lane.Control);
        else
            Handle(new CoordinatorEvent.NoRegionOn(answer.On.Address));
    }

    private void Handle(CoordinatorEvent happened)
    {
        if (_core is null)
            return;
        _core.Handle(happened, process.Machine.Clock, _effects);
        foreach (var effect in _effects)
            Run(effect);
        _effects.Clear();
        var next = _core.NextWakeUp;
        if (next == _wake)
            return;
        _wake = next;
        if (next != TimeSpan.MaxValue)
            world.At(process.Machine.WhenClockShows(next), new Moment
            {
                Happening = Happening.CoordinatorWake,
                Machine = process.Machine,
                Incarnation = process,
                Number = next.Ticks,
            });
    }

    private void Run(ShardingEffect effect)
    {
        switch (effect)
        {
            case ShardingEffect.Send(var target, var message):
                Count(message);
                world.Links.Send(process, ((SimActor)target).Home.Machine, new ToActor((SimActor)target, message, Ref!), Lane.Control);
                break;
            case ShardingEffect.AskForRegion(var node, _) when world.MachineAt(node) is { } machine:
                world.Links.Send(process, machine, new AreYouThere(Ref!), Lane.Control);
                break;
            case ShardingEffect.Watch(var target):
                process.Watches.Watch(Ref!, (SimActor)target);
                break;
            case ShardingEffect.Unwatch(var target):
                process.Watches.Unwatch(Ref!, (SimActor)target);
                break;
            case ShardingEffect.Note(var level, var text):
                world.Statistics.Coordinated(level, text);
                world.Trace($"{process} coordinator: {text}");
                break;
            default:
                throw new InvalidOperationException($"The coordinator wants {effect}.");
        }
    }

    private void Count(object message)
    {
        if (message is HandOff)
            world.Statistics.HandOffs++;
        if (message is HostShard && _core!.State.Loads().Select(static region => region.Version).Distinct().Skip(1).Any())
            world.Statistics.AllocatedDuringUpgrades++;
    }
}
