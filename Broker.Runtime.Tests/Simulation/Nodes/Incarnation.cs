using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Daemon;
using Broker.Runtime.Cluster.Events;
using Broker.Runtime.Cluster.FailureDetection;
using Broker.Runtime.Cluster.Joining;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Cluster.SBR;
using Broker.Runtime.Util;
using EngineTests.Simulation.Network;
using EngineTests.Simulation.Sharding;
using EngineTests.Simulation.Watches;

namespace EngineTests.Simulation.Nodes;

/// <summary>One process: the cluster's cores, put together as the daemon, the resolver and the other actors put them together.</summary>
internal sealed class Incarnation
{
    private static readonly AppVersion Upgraded = AppVersion.Create("1.0.0");

    private readonly World _world;
    private readonly List<ClusterEffect> _effects = [];
    private readonly long[] _mailboxes = new long[8];
    private readonly Departure _departure;
    private HeartbeatMonitorState _monitor;
    private SplitBrainState? _resolver;
    private TimeSpan _nextHeartbeat;
    private TimeSpan _nextCheck;
    private TimeSpan _nextDecision;

    public Incarnation(World world, Machine machine)
    {
        _world = world;
        Machine = machine;
        Uid = world.NextUid();
        Self = new UniqueAddress(machine.Address, Uid);
        var options = world.Options;
        var membership = options.Membership with { AppVersion = world.Now >= options.UpgradeAt ? Upgraded : AppVersion.Zero };
        var state = new MembershipState(Self, membership, new MembershipRandom((ulong)world.Random.NextInt64()));
        Core = new ClusterCore(state, options.Joining, JoinAgreement.None, endsSmallerCluster: options.Resolver is not null);
        _monitor = new HeartbeatMonitorState(Self, options.Detector, options.MonitoredBy, TimeSpan.FromSeconds(1))
        {
            CheckInterval = options.CheckInterval,
        };
        _resolver = options.Resolver is null ? null : new SplitBrainState(options.Resolver);
        Watches = new WatchPart(world, this);
        Singleton = new SingletonPart(world, this);
        Sharding = options.Shards > 0 ? new ShardingPart(world, this) : null;
        _departure = new Departure(world, this);
        world.Incarnations[Uid] = this;
    }

    public World World => _world;

    public Machine Machine { get; }

    public int Uid { get; }

    public UniqueAddress Self { get; }

    public ClusterCore Core { get; }

    public MembershipState State => Core.State;

    public WatchPart Watches { get; }

    public SingletonPart Singleton { get; }

    public ShardingPart? Sharding { get; }

    /// <summary>False after a crash or an end in order.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>It leaves, or was declared dead and ends.</summary>
    public bool IsEnding => _departure.HasBegun || Core.IsStopping;

    /// <summary>The founder of its cluster; 0 while it is in none.</summary>
    public int Cluster { get; private set; }

    /// <summary>When it was first removed from the view of somebody who lives.</summary>
    public TimeSpan? RemovedSince { get; set; }

    public ClusterTime Time => new(Machine.Clock, Machine.Date);

    public bool IsUp => State.SelfMember?.Status == MemberStatus.Up;

    public void Start(IEnumerable<int> seeds)
    {
        Carry(new ClusterCommand.JoinSeedNodes([.. seeds.Select(i => _world.Machines[i - 1].Address)]));
        Sharding?.Start();
        // Ticks of different processes are never in step.
        Plan(_world.Options.TickInterval * _world.Random.NextDouble(), Happening.Tick);
    }

    public void Carry(ClusterCommand command)
    {
        Core.Carry(command, Time, _effects);
        RunEffects();
    }

    /// <summary>Begins an orderly end, as a signal from outside does.</summary>
    public void Leave() => _departure.Begin(downed: false);

    /// <summary>The process vanishes: nobody is told anything.</summary>
    public void Crash()
    {
        _world.Trace($"{this} crashes");
        End();
    }

    /// <summary>The process ends in order: its actors stop, and those who watch them are told.</summary>
    public void EndInOrder()
    {
        _world.Trace($"{this} ends");
        Sharding?.StopAll();
        Watches.SayGoodbye();
        End();
    }

    /// <summary>Puts a message into the mailbox of one of its actors.</summary>
    public void Post(Mailbox mailbox, object message, object? who = null)
    {
        var at = _world.Now.Ticks + _world.Random.Next(50, 10_000);
        ref var last = ref _mailboxes[(int)mailbox];
        last = Math.Max(last, at);
        _world.At(new TimeSpan(last), new Moment
        {
            Happening = Happening.Mail,
            Lane = (byte)mailbox,
            Machine = Machine,
            Incarnation = this,
            What = message,
            Who = who,
        });
    }

    public void Take(in Moment moment)
    {
        switch (moment.Happening)
        {
            case Happening.Tick:
                Tick();
                Plan(_world.Options.TickInterval, Happening.Tick);
                break;
            case Happening.Mail:
                TakeMail((Mailbox)moment.Lane, moment.What!, moment.Who);
                break;
            case Happening.Resend:
                Watches.Resend((Association)moment.What!);
                break;
            default:
                Sharding!.Take(moment);
                break;
        }
    }

    /// <summary>A message of another process has arrived.</summary>
    public void Receive(object message, Incarnation from, Lane lane)
    {
        if (!Watches.IsWelcome(from))
        {
            _world.Ledger.Undeliverable(message, "its sender was given up");
            return;
        }

        switch (message)
        {
            case Heartbeat:
                AnswerHeartbeat(from);
                break;
            case ClusterMessage daemons:
                Receive(daemons, from);
                break;
            default:
                if (!Watches.Receive(message, from) && !Singleton.Receive(message, from))
                    Sharding!.Receive(message);
                break;
        }
    }

    /// <summary>Another process answered a heartbeat.</summary>
    public void HeartbeatAnswered(Incarnation by)
    {
        if (!IsAlive || !Watches.IsWilling(by))
            return;
        _monitor = _monitor.Heard(by.Self, Machine.Clock);
        Watches.Heard(by);
    }

    /// <summary>Another process refuses this one for good.</summary>
    public void QuarantinedBy(Address other)
    {
        if (_resolver is not null)
            Post(Mailbox.Daemon, new ClusterCommand.QuarantinedBy(other));
    }

    /// <summary>Remoting has given a process up.</summary>
    public void Quarantined(UniqueAddress node)
    {
        Core.Quarantined(node, Time, _effects);
        RunEffects();
    }

    public override string ToString() => $"{Machine.Number}#{Uid}";

    private void Receive(ClusterMessage message, Incarnation from)
    {
        var wasMember = State.IsMember;
        _world.Checks.Clusters.Received(message, from, this);
        Core.Receive(message, Time, _effects);
        if (!wasMember && State.IsMember)
            Cluster = message is ClusterMessage.Welcome ? from.Cluster : Uid;
        RunEffects();
    }

    private void TakeMail(Mailbox mailbox, object message, object? who)
    {
        switch (mailbox)
        {
            case Mailbox.Daemon:
                TakeDaemonMail(message);
                break;
            case Mailbox.Resolver:
                TakeResolverMail(message);
                break;
            case Mailbox.Singleton:
                Singleton.Take(message);
                break;
            case Mailbox.Watcher:
                Watches.TakeAsWatcher(message);
                break;
            case Mailbox.Probe:
                Watches.TakeAs(Watches.Probe, (SystemContent)message);
                break;
            default:
                Sharding!.Take(mailbox, message, who);
                break;
        }
    }

    private void TakeDaemonMail(object message)
    {
        switch (message)
        {
            case ClusterCommand command:
                Carry(command);
                break;
            case UniqueAddress quarantined:
                Quarantined(quarantined);
                break;
            case SingletonPart:
                // The coordinator subscribes: first the state of now, then what changes.
                Sharding!.Subscribed(ClusterEventDiff.Snapshot(State));
                break;
        }
    }

    private void TakeResolverMail(object message)
    {
        if (_resolver is null)
            return;
        if (message is MembershipState state)
            _resolver = _resolver.Observe(
                new SplitBrainView(Self, state.Leader, state.Gossip.Members, state.ReachabilityExcludingDowned, state.Gossip.Seen), Machine.Clock);
    }

    private void Tick()
    {
        var now = Machine.Clock;
        ImmutableHashSet<UniqueAddress>? unavailable = null;
        if (now >= _nextCheck)
        {
            _nextCheck = now + _world.Options.CheckInterval;
            (_monitor, unavailable) = _monitor.ExpectFirst(now).Check(now);
        }

        var wasMember = State.IsMember;
        Core.Tick(unavailable, Time, _effects);
        if (!wasMember && State.IsMember)
            Cluster = Uid;
        RunEffects();
        if (now >= _nextHeartbeat)
        {
            _nextHeartbeat = now + _world.Options.HeartbeatInterval;
            SendHeartbeats();
            Watches.Tick();
        }

        if (now < _nextDecision)
            return;
        _nextDecision = now + TimeSpan.FromMilliseconds(500);
        Decide(now);
        Singleton.Tick();
    }

    private void SendHeartbeats()
    {
        foreach (var receiver in _monitor.Receivers)
            _world.Links.Send(this, _world.MachineAt(receiver.Address)!, Heartbeat.Instance, Lane.Heartbeat);
    }

    private void AnswerHeartbeat(Incarnation from)
    {
        if (!_world.Links.TryPass(Machine, from.Machine, out var seconds))
            return;
        if (seconds < 0.02 && !from.Machine.IsPaused)
            from.HeartbeatAnswered(this);
        else
            _world.After(TimeSpan.FromSeconds(seconds), from, () => from.HeartbeatAnswered(this));
    }

    private void Decide(TimeSpan now)
    {
        if (_resolver?.UnreachableSince is null)
            return;
        (_resolver, var decision) = _resolver.Decide(now, _monitor.LongestSilence(now) < 2 * _world.Options.HeartbeatInterval);
        if (decision is null)
            return;
        _world.Statistics.Decided(decision);
        _world.Trace($"{this} resolver: {decision.Explanation}");
        Post(Mailbox.Daemon, new ClusterCommand.DownNodes([.. decision.ToDown]));
    }

    private void RunEffects()
    {
        foreach (var effect in _effects)
        {
            switch (effect)
            {
                case ClusterEffect.Send send when _world.MachineAt(send.To) is { } machine:
                    _world.Links.Send(this, machine, send.Message, Lane.Control);
                    break;
                case ClusterEffect.ShowView view:
                    ShowView(view.Before, view.After);
                    break;
                case ClusterEffect.GiveUp giveUp:
                    _world.After(giveUp.After, this, () => Watches.Quarantine(giveUp.Node));
                    break;
                case ClusterEffect.ShutDown end:
                    _world.Trace($"{this} shuts down: {end.Reason}");
                    _departure.Begin(downed: end.Cause != ShutDownCause.Leaving);
                    break;
                case ClusterEffect.Note { Text: var text } when text.StartsWith("Another cluster", StringComparison.Ordinal):
                    _world.Statistics.IslandsGivenUp++;
                    _world.Trace($"{this} {text}");
                    break;
                case ClusterEffect.Note note when _world.IsTracing:
                    _world.Trace($"{this} {note.Text}");
                    break;
            }
        }

        _effects.Clear();
    }

    private void ShowView(MembershipState before, MembershipState after)
    {
        if (Cluster == 0)
            Cluster = Uid;
        var gossip = after.Gossip;
        var membersChanged = !ReferenceEquals(before.Gossip.Members, gossip.Members);
        var reachabilityChanged = !ReferenceEquals(before.Gossip.Reachability, gossip.Reachability);
        if (membersChanged || reachabilityChanged)
            _monitor = _monitor.WithMembers(
                gossip.Nodes, gossip.Reachability.AllUnreachable, [.. gossip.Reachability.UnreachableFrom(Self)], Machine.Clock);
        _world.Checks.ViewChanged(this, before, after);
        // While everyone is reachable only the members matter to the resolver.
        if (_resolver is not null && (membersChanged || reachabilityChanged || !gossip.Reachability.IsAllReachable))
            Post(Mailbox.Resolver, after);
        if (membersChanged)
        {
            Watches.SetNodesOfCluster(gossip);
            Singleton.ViewChanged(gossip);
        }

        if (Sharding is not null && (membersChanged || reachabilityChanged))
            Sharding.Changed(ClusterEventDiff.Between(before, after));
    }

    private void Plan(TimeSpan after, Happening what)
    {
        var at = Machine.WhenClockShows(Machine.Clock + after);
        _world.At(at, new Moment { Happening = what, Machine = Machine, Incarnation = this });
    }

    private void End()
    {
        IsAlive = false;
        Singleton.End();
        Sharding?.End();
        _world.Ledger.EndedWith(this);
        Machine.Ended(this);
        _world.Checks.Ended(this);
    }
}
