using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Events;
using Broker.Runtime.Cluster.Joining;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Event;
using Broker.Runtime.Remote;

namespace Broker.Runtime.Cluster.Daemon;

/// <summary>The shell around this node's membership, at <c>/system/cluster</c>: messages become events, effects become messages.</summary>
internal sealed class ClusterDaemon : UntypedActor, IWithTimers
{
    private readonly Cluster _cluster;
    private readonly ClusterHeartbeats _heartbeats;
    private readonly PeerRefs _peers;
    private readonly EventSubscribers _subscribers = new(Context.Self);
    private readonly ClusterCore _core;
    private readonly List<ClusterEffect> _effects = [];

    public ClusterDaemon(Cluster cluster)
    {
        _cluster = cluster;
        var provider = (RemoteActorRefProvider)cluster.System.Provider;
        _heartbeats = ClusterHeartbeats.Start(cluster, provider.Remoting.Heartbeats);
        cluster.Heartbeats = _heartbeats;
        _peers = new PeerRefs(provider, Self);
        _core = new ClusterCore(
            cluster.MembershipState,
            cluster.Settings.ToJoining(),
            JoinCheckers.Read(cluster.System.Settings.Config, cluster.Settings),
            endsSmallerCluster: cluster.DowningProvider is SBR.SplitBrainResolverProvider);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private IRemoteActorRefProvider Provider => (IRemoteActorRefProvider)_cluster.System.Provider;

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(ClusterCommand.Tick), ClusterCommand.Tick.Instance, _cluster.Settings.TickInterval);
        Context.System.EventStream.Subscribe(Self, typeof(QuarantinedEvent));
        if (_cluster.DowningProvider.DowningActorProps is { } props)
            Context.ActorOf(props, "downingProvider");
        Note(false, $"Node [{_cluster.SelfUniqueAddress}] is ready to join, roles [{string.Join(", ", _cluster.SelfRoles)}]");
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _heartbeats.Dispose();
        _subscribers.Publish([ClusterEvent.ClusterShuttingDown.Instance]);
        var events = ClusterEventDiff.Between(_core.State, _core.State with { Gossip = Gossip.Empty });
        _cluster.ShowTerminated();
        _subscribers.Publish(events);
        Note(false, $"Node [{_cluster.SelfAddress}] has left the cluster");
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterMessage fromPeer:
                _core.Receive(fromPeer, _cluster.Clock.Time, _effects);
                RunEffects();
                break;
            case ClusterCommand command:
                Carry(command);
                break;
            case QuarantinedEvent quarantined:
                _core.Quarantined(new UniqueAddress(quarantined.Address, quarantined.Uid), _cluster.Clock.Time, _effects);
                RunEffects();
                break;
            case Terminated terminated:
                _subscribers.Remove(terminated.ActorRef, null);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Carry(ClusterCommand command)
    {
        switch (command)
        {
            case ClusterCommand.Tick:
                _core.Tick(_heartbeats.Check(), _cluster.Clock.Time, _effects);
                RunEffects();
                break;
            case ClusterCommand.Subscribe subscribe:
                if (!_subscribers.Contains(subscribe.Subscriber))
                    Context.Watch(subscribe.Subscriber);
                _subscribers.Add(subscribe, _core.State);
                break;
            case ClusterCommand.Unsubscribe unsubscribe:
                _subscribers.Remove(unsubscribe.Subscriber, unsubscribe.To);
                if (!_subscribers.Contains(unsubscribe.Subscriber))
                    Context.Unwatch(unsubscribe.Subscriber);
                break;
            case ClusterCommand.SendCurrentState send:
                send.Receiver.Tell(ClusterEventDiff.Snapshot(_core.State), Self);
                break;
            case ClusterCommand.QuarantineRemoved quarantine:
                Provider.Quarantine(quarantine.Node.Address, quarantine.Node.Uid);
                break;
            default:
                _core.Carry(command, _cluster.Clock.Time, _effects);
                RunEffects();
                (command as ClusterCommand.CompleteExiting)?.Completed.TrySetResult(Done.Instance);
                break;
        }
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
    }

    private void Run(ClusterEffect effect)
    {
        switch (effect)
        {
            case ClusterEffect.Send send:
                _peers.Send(send.To, send.Message);
                break;
            case ClusterEffect.ShowView view:
                ShowView(view);
                break;
            case ClusterEffect.GiveUp { After: var after } giveUp when after > TimeSpan.Zero:
                Timers.StartSingleTimer(giveUp.Node, new ClusterCommand.QuarantineRemoved(giveUp.Node), after);
                break;
            case ClusterEffect.GiveUp giveUp:
                Provider.Quarantine(giveUp.Node.Address, giveUp.Node.Uid);
                break;
            case ClusterEffect.ShutDown end:
                ShutDown(end);
                break;
            case ClusterEffect.Note note:
                Note(note.IsWarning, note.Text);
                break;
        }
    }

    private void ShowView(ClusterEffect.ShowView view)
    {
        _heartbeats.Observe(view.After);
        Provider.RemoteWatcher.Tell(new RemoteWatcher.NodesOfCluster([.. view.After.Gossip.Members.Select(static m => m.Address)]), Self);
        _cluster.ShowView(view.After);
        _subscribers.Publish(ClusterEventDiff.Between(view.Before, view.After));
    }

    private void ShutDown(ClusterEffect.ShutDown end)
    {
        var shutdown = CoordinatedShutdown.Get(_cluster.System);
        switch (end.Cause)
        {
            case ShutDownCause.Leaving:
                shutdown.Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
                break;
            case ShutDownCause.JoinFailed:
                _cluster.Log.Error("{0}: the node shuts down", end.Reason);
                shutdown.Run(CoordinatedShutdown.ClusterJoinUnsuccessfulReason.Instance);
                break;
            default:
                _cluster.Log.Warning("Node [{0}] stops: {1}", _cluster.SelfAddress, end.Reason);
                if (_cluster.Settings.RunCoordinatedShutdownWhenDown)
                    shutdown.Run(CoordinatedShutdown.ClusterDowningReason.Instance);
                else
                    Context.Stop(Self);
                break;
        }
    }

    private void Note(bool isWarning, string text)
    {
        if (isWarning)
            _cluster.Log.Warning("Cluster node [{0}]: {1}", _cluster.SelfAddress, text);
        else if (_cluster.Settings.LogInfo)
            _cluster.Log.Info("Cluster node [{0}]: {1}", _cluster.SelfAddress, text);
        else
            _cluster.Log.Debug("Cluster node [{0}]: {1}", _cluster.SelfAddress, text);
    }
}
