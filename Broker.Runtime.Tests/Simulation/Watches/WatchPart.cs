using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Remote;
using EngineTests.Simulation.Network;
using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Watches;

/// <summary>Death watch of one process: its watching actors, its remote watcher, and what remoting knows of other machines.</summary>
internal sealed class WatchPart
{
    private readonly World _world;
    private readonly Incarnation _process;
    private readonly RemoteWatchCore _core;
    private readonly PeerLinks _peers;
    private readonly Dictionary<SimActor, HashSet<SimActor>> _watching = [];
    private readonly HashSet<SimActor> _watchedByTheWatcher = [];

    public WatchPart(World world, Incarnation process)
    {
        _world = world;
        _process = process;
        _core = new RemoteWatchCore(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), world.Options.Omitted);
        _peers = new PeerLinks(world, process, AddressGone);
        Probe = new SimActor(process, Mailbox.Probe, 1);
    }

    /// <summary>An actor that only watches and is watched.</summary>
    public SimActor Probe { get; }

    /// <summary>Who watches whom, as far as the watchers know.</summary>
    public IEnumerable<(SimActor Watcher, SimActor Target)> Open =>
        _watching.SelectMany(static cell => cell.Value.Select(target => (cell.Key, target)));

    public bool IsWilling(Incarnation peer) => peer == _process || _peers.Meet(peer);

    /// <summary>Whether messages of a process are taken; one that was given up is told so.</summary>
    public bool IsWelcome(Incarnation from)
    {
        if (IsWilling(from))
            return true;
        if (_world.Links.IsOpen(_process.Machine, from.Machine))
            _world.After(_world.Between(0.001, 0.01), from, () => from.QuarantinedBy(_process.Self.Address));
        return false;
    }

    public void Watch(SimActor watcher, SimActor target)
    {
        if (!_watching.TryGetValue(watcher, out var targets))
            _watching[watcher] = targets = [];
        if (!targets.Add(target))
            return;
        _world.Statistics.Watches++;
        if (target.Home.Machine != _process.Machine)
            _process.Post(Mailbox.Watcher, new SystemContent.WatchRemote(target, watcher));
        else if (target.Home == _process && target.IsAlive)
            target.LocalWatchers.Add(watcher);
        else
            Notify(watcher, target, withItsNode: false);
    }

    public void Unwatch(SimActor watcher, SimActor target)
    {
        if (!_watching.TryGetValue(watcher, out var targets) || !targets.Remove(target))
            return;
        if (target.Home.Machine != _process.Machine)
            _process.Post(Mailbox.Watcher, new SystemContent.UnwatchRemote(target, watcher));
        else
            target.LocalWatchers.Remove(watcher);
    }

    /// <summary>An actor of this process stops: everyone who watches it is told.</summary>
    public void Stopped(SimActor actor)
    {
        if (actor.IsStopped)
            return;
        actor.IsStopped = true;
        actor.Ended = _world.Now;
        // What is sent may meet a new process at an address, and end watches from there.
        foreach (var machine in actor.RemoteWatchers.ToArray())
            _peers.SendSystem(machine, new SystemContent.Death(actor));
        foreach (var watcher in actor.LocalWatchers)
            Notify(watcher, actor, withItsNode: false);
        if (_watching.Remove(actor, out var targets))
        {
            foreach (var target in targets.Where(t => t.Home.Machine != _process.Machine))
                _process.Post(Mailbox.Watcher, new SystemContent.UnwatchRemote(target, actor));
        }
    }

    public void SayGoodbye()
    {
        Stopped(Probe);
        _peers.SayGoodbye();
    }

    public bool Receive(object message, Incarnation from)
    {
        switch (message)
        {
            case SystemFrame frame:
                if (_peers.Receive(frame, from))
                    Take((SystemContent)frame.Content, from);
                return true;
            case SystemAck ack:
                _peers.Acknowledged(ack, from);
                return true;
            case Goodbye:
                _peers.SaidGoodbye(from);
                return true;
            default:
                return false;
        }
    }

    public void Resend(Association association) => _peers.Resend(association);

    public void Quarantine(UniqueAddress node) => _peers.Quarantine(_world.MachineAt(node.Address)!, node.Uid);

    public void SetNodesOfCluster(Gossip gossip) => _process.Post(Mailbox.Watcher, gossip);

    public void Heard(Incarnation by) => _core.Heard(by.Self.Address, by.Uid, _process.Machine.Clock);

    public void Tick()
    {
        if (_core.Targets.Count == 0)
            return;
        foreach (var target in _core.Targets)
            _world.Links.Send(_process, _world.MachineAt(target)!, Heartbeat.Instance, Lane.Heartbeat);
        foreach (var (address, uid) in _core.TakeSilent(_process.Machine.Clock))
        {
            if (uid is { } known)
                _peers.Quarantine(_world.MachineAt(address)!, known);
            else
                AddressGone(address);
        }
    }

    /// <summary>The remote watcher takes a message.</summary>
    public void TakeAsWatcher(object message)
    {
        var now = _process.Machine.Clock;
        switch (message)
        {
            case Gossip gossip:
                _core.SetNodesOfCluster(gossip.Members.Select(static m => m.Address), now);
                break;
            case SystemContent.WatchRemote(var target, var watcher):
                if (_core.Watch(target, watcher, now) && _watchedByTheWatcher.Add(target))
                    _peers.SendSystem(target.Home.Machine, new SystemContent.Watch(target));
                break;
            case SystemContent.UnwatchRemote(var target, var watcher):
                if (_core.Unwatch(target, watcher, now) && _watchedByTheWatcher.Remove(target))
                    _peers.SendSystem(target.Home.Machine, new SystemContent.Unwatch(target));
                break;
            case SystemContent.AddressGone(var address):
                foreach (var target in _watchedByTheWatcher.Where(t => t.Home.Self.Address == address).ToArray())
                {
                    _watchedByTheWatcher.Remove(target);
                    _process.Post(Mailbox.Watcher, new SystemContent.Terminated(target, WithItsNode: true));
                }

                break;
            case SystemContent.Terminated(var target, var withItsNode):
                foreach (var watcher in _core.Terminated(target, withItsNode, now))
                    Notify((SimActor)watcher, target, withItsNode);
                break;
        }
    }

    /// <summary>A watching actor takes a message about its watches; gives what it is told by that, if anything.</summary>
    public SystemContent.Terminated? TakeAs(SimActor watcher, SystemContent content)
    {
        if (!_watching.TryGetValue(watcher, out var targets))
            return null;
        switch (content)
        {
            case SystemContent.AddressGone(var address):
                foreach (var target in targets.Where(t => t.Home.Machine != _process.Machine && t.Home.Self.Address == address).ToArray())
                    Notify(watcher, target, withItsNode: true);
                return null;
            case SystemContent.Terminated terminated when targets.Remove(terminated.Target):
                _world.Checks.Watches.Told(watcher, terminated.Target);
                return terminated;
            default:
                return null;
        }
    }

    private void Take(SystemContent content, Incarnation from)
    {
        switch (content)
        {
            case SystemContent.Watch(var target):
                if (target.Home != _process || !target.IsAlive)
                    _peers.SendSystem(from.Machine, new SystemContent.Death(target));
                else if (!target.RemoteWatchers.Contains(from.Machine))
                    target.RemoteWatchers.Add(from.Machine);
                break;
            case SystemContent.Unwatch(var target):
                if (target.Home == _process)
                    target.RemoteWatchers.Remove(from.Machine);
                break;
            case SystemContent.Death(var target):
                if (_watchedByTheWatcher.Remove(target))
                    _process.Post(Mailbox.Watcher, new SystemContent.Terminated(target, WithItsNode: false));
                break;
        }
    }

    /// <summary>Remoting gave an address up: whoever watches something there is told, by the engine and by the remote watcher.</summary>
    private void AddressGone(Address address)
    {
        if (_world.Options.Omitted.HasFlag(OmittedRules.NodeEndsItsActors))
            return;
        var content = new SystemContent.AddressGone(address);
        foreach (var (watcher, targets) in _watching)
        {
            if (targets.Any(t => t.Home.Machine != _process.Machine))
                _process.Post(watcher.Mailbox, content, watcher);
        }

        if (_watchedByTheWatcher.Count > 0)
            _process.Post(Mailbox.Watcher, content);
        foreach (var actor in _world.Checks.Watches.ActorsOf(_process))
            actor.RemoteWatchers.RemoveAll(machine => machine.Address == address);
    }

    private void Notify(SimActor watcher, SimActor target, bool withItsNode) =>
        _process.Post(watcher.Mailbox, new SystemContent.Terminated(target, withItsNode), watcher);
}
