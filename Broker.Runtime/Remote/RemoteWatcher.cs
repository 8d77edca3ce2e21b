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
    private readonly RemoteWatchCore _core;
    private HeartbeatSubscription? _heartbeats;
    private IReadOnlySet<Address>? _targets;

    internal RemoteWatcher(Remoting remoting, RemoteSettings settings)
    {
        _remoting = remoting;
        _settings = settings;
        _core = new RemoteWatchCore(settings.WatchAcceptablePause, settings.WatchHeartbeatExpectedResponseAfter);
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
                if (_core.Watch(watch.Watchee, watch.Watcher, _remoting.Now))
                    Context.Watch(watch.Watchee);
                FollowNodes();
                break;
            case UnwatchRemote unwatch:
                if (_core.Unwatch(unwatch.Watchee, unwatch.Watcher, _remoting.Now))
                    Context.Unwatch(unwatch.Watchee);
                FollowNodes();
                break;
            case Terminated terminated:
                foreach (IActorRef watcher in _core.Terminated(terminated.ActorRef, terminated.AddressTerminated, _remoting.Now))
                    Tell(watcher, terminated);
                FollowNodes();
                break;
            case HeartbeatAnswered answered:
                _core.Heard(answered.Address, answered.Uid, _remoting.Now);
                break;
            case ReapUnreachableTick:
                Reap();
                break;
            case NodesOfCluster nodes:
                _core.SetNodesOfCluster(nodes.Addresses, _remoting.Now);
                FollowNodes();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static void Tell(IActorRef watcher, Terminated terminated) => ((IInternalActorRef)watcher).SendSystemMessage(
        new DeathWatchNotification((IInternalActorRef)terminated.ActorRef, terminated.ExistenceConfirmed, terminated.AddressTerminated));

    private void FollowNodes()
    {
        if (ReferenceEquals(_targets, _core.Targets))
            return;
        _targets = _core.Targets;
        _heartbeats!.SetTargets(_targets);
    }

    private void Reap()
    {
        foreach ((Address address, int? uid) in _core.TakeSilent(_remoting.Now))
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
