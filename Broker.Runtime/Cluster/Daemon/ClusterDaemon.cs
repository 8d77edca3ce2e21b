using System.Collections.Immutable;
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
    /// <summary>How long a member that left in order may still exchange last messages, such as singletons' hand-over.</summary>
    private static readonly TimeSpan QuarantineDelay = TimeSpan.FromSeconds(5);

    private readonly Cluster _cluster;
    private readonly ClusterHeartbeats _heartbeats;
    private readonly PeerRefs _peers;
    private readonly EventSubscribers _subscribers = new(Context.Self);
    private readonly ImmutableSortedDictionary<string, string> _agreement;
    private MembershipState _state;
    private SeedJoinState _joining;
    private bool _isStopping;

    public ClusterDaemon(Cluster cluster)
    {
        _cluster = cluster;
        var provider = (RemoteActorRefProvider)cluster.System.Provider;
        _heartbeats = ClusterHeartbeats.Start(cluster, provider.Remoting.Heartbeats);
        cluster.Heartbeats = _heartbeats;
        _peers = new PeerRefs(provider, Self);
        _agreement = JoinAgreement.Of(cluster.System.Settings.Config, cluster.Settings);
        _state = cluster.MembershipState;
        _joining = new SeedJoinState(cluster.SelfAddress, cluster.Settings.ToJoining());
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
        var events = ClusterEventDiff.Between(_state, _state with { Gossip = Gossip.Empty });
        _cluster.ShowTerminated();
        _subscribers.Publish(events);
        Note(false, $"Node [{_cluster.SelfAddress}] has left the cluster");
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ClusterMessage fromPeer:
                ReceiveFromPeer(fromPeer);
                break;
            case ClusterCommand command:
                Carry(command);
                break;
            case QuarantinedEvent quarantined:
                Handle(new MembershipEvent.Quarantined(new UniqueAddress(quarantined.Address, quarantined.Uid)));
                break;
            case Terminated terminated:
                _subscribers.Remove(terminated.ActorRef, null);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void ReceiveFromPeer(ClusterMessage message)
    {
        switch (message)
        {
            case ClusterMessage.GossipEnvelope envelope:
                Handle(new MembershipEvent.GossipReceived(envelope.From, envelope.To, envelope.Gossip));
                break;
            case ClusterMessage.GossipStatus status:
                Handle(new MembershipEvent.StatusReceived(status.From, status.Version, status.SeenDigest));
                break;
            case ClusterMessage.InitJoin init:
                AnswerInitJoin(init);
                break;
            case ClusterMessage.InitJoinAck ack:
                Do(_joining.Acknowledged(ack.From, JoinCompatibility.Differences(_agreement, ack.Agreement), _cluster.Clock.Now));
                break;
            case ClusterMessage.InitJoinNack nack:
                Do(_joining.Denied(nack.From));
                break;
            case ClusterMessage.Join join:
                Handle(new MembershipEvent.JoinAsked(join.Node, join.Roles, join.AppVersion));
                break;
            case ClusterMessage.Welcome welcome when welcome.From.Address == _joining.Target:
                Handle(new MembershipEvent.Welcomed(welcome.From, welcome.Gossip));
                break;
            case ClusterMessage.ExitingConfirmed confirmed:
                Handle(new MembershipEvent.ExitingConfirmed(confirmed.Node));
                break;
        }
    }

    private void Carry(ClusterCommand command)
    {
        switch (command)
        {
            case ClusterCommand.Tick:
                Tick();
                break;
            case ClusterCommand.JoinSeedNodes join when !_state.IsMember && !_isStopping:
                Do(_joining.Start(join.Seeds, _cluster.Clock.Now));
                break;
            case ClusterCommand.JoinTo join when !_state.IsMember && !_isStopping:
                Do(_joining.Join(join.Address, _cluster.Clock.Now));
                break;
            case ClusterCommand.JoinSeedNodes or ClusterCommand.JoinTo:
                Note(false, "Join ignored: this node has joined a cluster already");
                break;
            case ClusterCommand.Leave leave:
                Handle(new MembershipEvent.LeaveAsked(leave.Address));
                break;
            case ClusterCommand.Down down:
                Handle(new MembershipEvent.DownAsked(down.Addresses));
                break;
            case ClusterCommand.Subscribe subscribe:
                if (!_subscribers.Contains(subscribe.Subscriber))
                    Context.Watch(subscribe.Subscriber);
                _subscribers.Add(subscribe, _state);
                break;
            case ClusterCommand.Unsubscribe unsubscribe:
                _subscribers.Remove(unsubscribe.Subscriber, unsubscribe.To);
                if (!_subscribers.Contains(unsubscribe.Subscriber))
                    Context.Unwatch(unsubscribe.Subscriber);
                break;
            case ClusterCommand.SendCurrentState send:
                send.Receiver.Tell(ClusterEventDiff.Snapshot(_state), Self);
                break;
            case ClusterCommand.CompleteExiting complete:
                Handle(new MembershipEvent.ExitingCompleted());
                complete.Completed.TrySetResult(Done.Instance);
                break;
            case ClusterCommand.QuarantineRemoved quarantine:
                Provider.Quarantine(quarantine.Node.Address, quarantine.Node.Uid);
                break;
        }
    }

    private void Tick()
    {
        Do(_joining.Tick(_cluster.Clock.Now));
        if (_heartbeats.Check() is { } unavailable)
            Handle(new MembershipEvent.AvailabilityChecked(unavailable));
        Handle(new MembershipEvent.Tick());
    }

    private void AnswerInitJoin(ClusterMessage.InitJoin init)
    {
        if (_state.IsMember && !_state.IsStopped && _state.SelfMember!.Status is not (MemberStatus.Down or MemberStatus.Exiting))
            _peers.Send(init.From, new ClusterMessage.InitJoinAck(_cluster.SelfAddress, _agreement));
        else if (!_state.IsMember && _joining.MayDeny && !_isStopping)
            _peers.Send(init.From, new ClusterMessage.InitJoinNack(_cluster.SelfAddress));
    }

    private void Handle(MembershipEvent happened)
    {
        var before = _state;
        var step = MembershipCore.Handle(_state, happened, _cluster.Clock.Date);
        _state = step.State;
        foreach (var effect in step.Effects)
            Do(effect);
        if (ReferenceEquals(before.Gossip, _state.Gossip))
            return;

        if (_state.IsMember && !before.IsMember)
            _joining = _joining.Welcomed();
        _heartbeats.Observe(_state);
        Provider.RemoteWatcher.Tell(new RemoteWatcher.NodesOfCluster([.. _state.Gossip.Members.Select(static m => m.Address)]), Self);
        _cluster.ShowView(_state);
        var events = ClusterEventDiff.Between(before, _state);
        _subscribers.Publish(events);
        foreach (var removed in events.OfType<ClusterEvent.MemberRemoved>())
            ForgetRemoved(removed);
        if (_state.SelfMember?.Status == MemberStatus.Exiting && before.SelfMember?.Status != MemberStatus.Exiting)
            CoordinatedShutdown.Get(_cluster.System).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
    }

    private void Do(MembershipEffect effect)
    {
        switch (effect)
        {
            case MembershipEffect.SendGossip gossip:
                _peers.Send(gossip.To.Address, new ClusterMessage.GossipEnvelope(_state.Self, gossip.To, gossip.Gossip));
                break;
            case MembershipEffect.SendStatus status:
                _peers.Send(status.To.Address, new ClusterMessage.GossipStatus(_state.Self, status.Version, status.SeenDigest));
                break;
            case MembershipEffect.SendWelcome welcome:
                _peers.Send(welcome.To.Address, new ClusterMessage.Welcome(_state.Self, welcome.Gossip));
                break;
            case MembershipEffect.SendJoin join:
                _peers.Send(join.To.Address, new ClusterMessage.Join(_state.Self, _cluster.Settings.Roles, _cluster.Settings.AppVersion));
                break;
            case MembershipEffect.SendExitingConfirmed confirmed:
                _peers.Send(confirmed.To.Address, new ClusterMessage.ExitingConfirmed(_state.Self));
                break;
            case MembershipEffect.Note note:
                Note(note.IsWarning, note.Text);
                break;
            case MembershipEffect.StopSelf stop:
                StopDowned(stop.Reason);
                break;
        }
    }

    private void Do((SeedJoinState State, ImmutableArray<SeedJoinEffect> Effects) step)
    {
        _joining = step.State;
        foreach (var effect in step.Effects)
        {
            switch (effect)
            {
                case SeedJoinEffect.SendInitJoin init:
                    _peers.Send(init.To, new ClusterMessage.InitJoin(_cluster.SelfAddress, _agreement));
                    break;
                case SeedJoinEffect.SendJoin join:
                    _peers.Send(join.To, new ClusterMessage.Join(_state.Self, _cluster.Settings.Roles, _cluster.Settings.AppVersion));
                    break;
                case SeedJoinEffect.JoinSelf:
                    Handle(new MembershipEvent.SelfJoins());
                    break;
                case SeedJoinEffect.Note note:
                    Note(note.IsWarning, note.Text);
                    break;
                case SeedJoinEffect.GiveUp giveUp:
                    _isStopping = true;
                    _cluster.Log.Error("{0}: the node shuts down", giveUp.Reason);
                    CoordinatedShutdown.Get(_cluster.System).Run(CoordinatedShutdown.ClusterJoinUnsuccessfulReason.Instance);
                    break;
            }
        }
    }

    /// <summary>Remoting gives up the incarnation, so that whoever watches actors there is told.</summary>
    private void ForgetRemoved(ClusterEvent.MemberRemoved removed)
    {
        var node = removed.Member.UniqueAddress;
        if (node == _state.Self)
            return;
        if (removed.PreviousStatus is MemberStatus.Exiting or MemberStatus.Leaving)
            Timers.StartSingleTimer(node, new ClusterCommand.QuarantineRemoved(node), QuarantineDelay);
        else
            Provider.Quarantine(node.Address, node.Uid);
        Note(false, $"Member [{node}] was removed, status before {removed.PreviousStatus}");
    }

    private void StopDowned(string reason)
    {
        _isStopping = true;
        _cluster.Log.Warning("Node [{0}] stops: {1}", _cluster.SelfAddress, reason);
        if (_cluster.Settings.RunCoordinatedShutdownWhenDown)
            CoordinatedShutdown.Get(_cluster.System).Run(CoordinatedShutdown.ClusterDowningReason.Instance);
        else
            Context.Stop(Self);
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
