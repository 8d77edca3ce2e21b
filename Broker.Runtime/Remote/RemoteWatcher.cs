using Broker.Runtime.Actor;
using Broker.Runtime.Dispatch.SysMsg;
using Broker.Runtime.Remote.Heartbeat;

namespace Broker.Runtime.Remote;

/// <summary>Watches remote actors for the local ones that asked, once for each actor; and their nodes, by heartbeats.</summary>
/// <remarks>
/// Nodes that are members of this node's cluster are judged by the cluster's failure detector, which gives them up through
/// <see cref="RemoteActorRefProvider.Quarantine"/>; this actor judges the others.
/// </remarks>
public sealed class RemoteWatcher : UntypedActor, IWithTimers
{
    private readonly Remoting _remoting;
    private readonly RemoteSettings _settings;
    private readonly Dictionary<IInternalActorRef, HashSet<IInternalActorRef>> _watching = [];
    private readonly WatchedNodesState _nodes;
    private HeartbeatSubscription? _heartbeats;
    private HashSet<Address> _judgedByCluster = [];

    internal RemoteWatcher(Remoting remoting, RemoteSettings settings)
    {
        _remoting = remoting;
        _settings = settings;
        _nodes = new WatchedNodesState(settings.WatchAcceptablePause, settings.WatchHeartbeatExpectedResponseAfter);
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <inheritdoc />
    protected override void PreStart()
    {
        IActorRef self = Self;
        _heartbeats = _remoting.Heartbeats.Subscribe(
            _settings.WatchHeartBeatInterval,
            (address, uid, _) => self.Tell(new HeartbeatAnswered(address, uid), ActorRefs.NoSender));
        Timers.StartPeriodicTimer("reap", ReapUnreachableTick.Instance, _settings.WatchUnreachableReaperInterval);
    }

    /// <inheritdoc />
    protected override void PostStop() => _heartbeats?.Dispose();

    /// <inheritdoc />
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case WatchRemote watch:
                AddWatch(watch.Watchee, watch.Watcher);
                break;
            case UnwatchRemote unwatch:
                RemoveWatch(unwatch.Watchee, unwatch.Watcher);
                break;
            case Terminated terminated:
                OnTerminated(terminated);
                break;
            case HeartbeatAnswered answered:
                _nodes.Heard(answered.Address, answered.Uid, _remoting.Now);
                break;
            case ReapUnreachableTick:
                Reap();
                break;
            case NodesOfCluster nodes:
                _judgedByCluster = [.. nodes.Addresses];
                FollowNodes();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void AddWatch(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (!_watching.TryGetValue(watchee, out HashSet<IInternalActorRef>? watchers))
            _watching[watchee] = watchers = [];
        watchers.Add(watcher);
        if (watchers.Count == 1)
        {
            Context.Watch(watchee);
            FollowNodes();
        }
    }

    private void RemoveWatch(IInternalActorRef watchee, IInternalActorRef watcher)
    {
        if (!_watching.TryGetValue(watchee, out HashSet<IInternalActorRef>? watchers) || !watchers.Remove(watcher) || watchers.Count > 0)
            return;
        _watching.Remove(watchee);
        Context.Unwatch(watchee);
        FollowNodes();
    }

    private void OnTerminated(Terminated terminated)
    {
        IInternalActorRef watchee = (IInternalActorRef)terminated.ActorRef;
        if (!_watching.Remove(watchee, out HashSet<IInternalActorRef>? watchers))
            return;
        FollowNodes();

        // When a whole node is gone, each watcher heard it from the engine already (AddressTerminatedTopic).
        if (terminated.AddressTerminated)
            return;
        foreach (IInternalActorRef watcher in watchers)
            watcher.SendSystemMessage(new DeathWatchNotification(watchee, terminated.ExistenceConfirmed, addressTerminated: false));
    }

    private void FollowNodes()
    {
        HashSet<Address> wanted = [.. _watching.Keys.Select(w => w.Path.Address).Where(a => !_judgedByCluster.Contains(a))];
        if (_nodes.Follow(wanted, _remoting.Now))
            _heartbeats!.SetTargets(wanted);
    }

    private void Reap()
    {
        foreach ((Address address, int? uid) in _nodes.TakeSilent(_remoting.Now))
        {
            if (uid is not null)
                _remoting.AssociationOf(address).Quarantine(uid, "it does not answer heartbeats");
            else
                _remoting.NodeGone(address, null, "it never answered a heartbeat");
        }
    }

    /// <summary>A local actor begins or ends to watch a remote one.</summary>
    public abstract class WatchCommand
    {
        private protected WatchCommand(IInternalActorRef watchee, IInternalActorRef watcher)
        {
            Watchee = watchee;
            Watcher = watcher;
        }

        /// <summary>The remote actor.</summary>
        public IInternalActorRef Watchee { get; }

        /// <summary>The local actor.</summary>
        public IInternalActorRef Watcher { get; }
    }

    /// <summary>A local actor watches a remote one.</summary>
    public sealed class WatchRemote(IInternalActorRef watchee, IInternalActorRef watcher) : WatchCommand(watchee, watcher);

    /// <summary>A local actor no longer watches a remote one.</summary>
    public sealed class UnwatchRemote(IInternalActorRef watchee, IInternalActorRef watcher) : WatchCommand(watchee, watcher);

    /// <summary>Time to look for silent nodes.</summary>
    public sealed class ReapUnreachableTick
    {
        private ReapUnreachableTick()
        {
        }

        /// <summary>The only instance.</summary>
        public static ReapUnreachableTick Instance { get; } = new();
    }

    /// <summary>The nodes that the cluster judges; sent by the cluster whenever its membership changes.</summary>
    internal sealed record NodesOfCluster(IReadOnlyCollection<Address> Addresses) : INoSerializationVerificationNeeded;

    private sealed record HeartbeatAnswered(Address Address, int Uid) : INoSerializationVerificationNeeded;
}
