using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.FailureDetection;
using Broker.Runtime.Cluster.Joining;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Cluster.SBR;

namespace EngineTests.Membership.Simulation;

/// <summary>One process: the real pure cores, wired as the cluster daemon wires them.</summary>
internal sealed class SimulatedNode
{
    private readonly SimulatedCluster _cluster;
    private readonly SimulationOptions _options;
    private SeedJoinState _joining;
    private HeartbeatMonitorState _heartbeats;
    private SplitBrainState? _resolver;
    private TimeSpan _nextHeartbeat;
    private bool _isShuttingDown;

    public SimulatedNode(SimulatedCluster cluster, UniqueAddress self, ulong seed)
    {
        _cluster = cluster;
        _options = cluster.Options;
        Self = self;
        State = new MembershipState(self, _options.Membership, new MembershipRandom(seed));
        _joining = new SeedJoinState(self.Address, _options.Joining);
        _heartbeats = new HeartbeatMonitorState(self, _options.Detector, MonitoredBy: 9, TimeSpan.FromSeconds(1));
        _resolver = _options.Resolver is null ? null : new SplitBrainState(_options.Resolver);
    }

    public UniqueAddress Self { get; }

    public MembershipState State { get; private set; }

    public bool IsRunning { get; private set; } = true;

    /// <summary>Why the node stopped by itself, if it did.</summary>
    public string? StopReason { get; private set; }

    public SplitBrainDecision? LastDecision { get; private set; }

    public void JoinSeeds(IEnumerable<Address> seeds) => Do(_joining.Start(seeds, _cluster.Now));

    public void Handle(MembershipEvent happened)
    {
        var before = State;
        var step = MembershipCore.Handle(State, happened, _cluster.WallClock);
        State = step.State;
        _cluster.Checker.AfterStep(this, before);
        foreach (var effect in step.Effects)
            Do(effect);
        if (!ReferenceEquals(before.Gossip, State.Gossip))
            ViewChanged();
    }

    public void Receive(SimulatedMessage message)
    {
        switch (message)
        {
            case SimulatedMessage.InitJoin init:
                if (State.IsMember && State.SelfMember!.Status is not (MemberStatus.Down or MemberStatus.Exiting))
                    _cluster.Send(Self.Address, init.From, new SimulatedMessage.InitJoinAck(Self.Address));
                else if (!State.IsMember && _joining.MayDeny)
                    _cluster.Send(Self.Address, init.From, new SimulatedMessage.InitJoinNack(Self.Address));
                break;
            case SimulatedMessage.InitJoinAck ack:
                Do(_joining.Acknowledged(ack.From, [], _cluster.Now));
                break;
            case SimulatedMessage.InitJoinNack nack:
                Do(_joining.Denied(nack.From));
                break;
            case SimulatedMessage.Join join:
                Handle(new MembershipEvent.JoinAsked(join.Node, _options.Membership.Roles, _options.Membership.AppVersion));
                break;
            case SimulatedMessage.Protocol protocol:
                Handle(protocol.Event);
                break;
            case SimulatedMessage.Heartbeat heartbeat:
                _cluster.Send(Self.Address, heartbeat.From.Address, new SimulatedMessage.HeartbeatReply(Self));
                break;
            case SimulatedMessage.HeartbeatReply reply:
                _heartbeats = _heartbeats.Heard(reply.From, _cluster.Now);
                break;
        }
    }

    public void Tick()
    {
        Do(_joining.Tick(_cluster.Now));
        if (_cluster.Now >= _nextHeartbeat)
        {
            _nextHeartbeat = _cluster.Now + _options.HeartbeatInterval;
            foreach (var receiver in _heartbeats.Receivers.Order())
                _cluster.Send(Self.Address, receiver.Address, new SimulatedMessage.Heartbeat(Self));
        }

        _heartbeats = _heartbeats.ExpectFirst(_cluster.Now);
        (_heartbeats, var unavailable) = _heartbeats.Check(_cluster.Now);
        if (unavailable is not null)
            Handle(new MembershipEvent.AvailabilityChecked(unavailable));
        Handle(new MembershipEvent.Tick());
        if (_resolver?.Decide(_cluster.Now, _heartbeats.LongestSilence(_cluster.Now) < 2 * _options.HeartbeatInterval) is { } decision)
        {
            LastDecision = decision;
            _cluster.Trace($"{Self.Address.Port} {decision.Explanation}");
            Handle(new MembershipEvent.DownAsked([.. decision.ToDown.Select(static n => n.Address)]));
        }
    }

    public void Stop() => IsRunning = false;

    private void Do((SeedJoinState State, ImmutableArray<SeedJoinEffect> Effects) step)
    {
        _joining = step.State;
        foreach (var effect in step.Effects)
        {
            switch (effect)
            {
                case SeedJoinEffect.SendInitJoin init:
                    _cluster.Send(Self.Address, init.To, new SimulatedMessage.InitJoin(Self.Address));
                    break;
                case SeedJoinEffect.SendJoin join:
                    _cluster.Send(Self.Address, join.To, new SimulatedMessage.Join(Self));
                    break;
                case SeedJoinEffect.JoinSelf:
                    Handle(new MembershipEvent.SelfJoins());
                    break;
                case SeedJoinEffect.Note note:
                    _cluster.Trace($"{Self.Address.Port} {note.Text}");
                    break;
            }
        }
    }

    private void Do(MembershipEffect effect)
    {
        switch (effect)
        {
            case MembershipEffect.SendWelcome welcome:
                Send(welcome.To, new MembershipEvent.Welcomed(Self, welcome.Gossip));
                break;
            case MembershipEffect.SendGossip gossip:
                Send(gossip.To, new MembershipEvent.GossipReceived(Self, gossip.To, gossip.Gossip));
                break;
            case MembershipEffect.SendStatus status:
                Send(status.To, new MembershipEvent.StatusReceived(Self, status.Version, status.SeenDigest));
                break;
            case MembershipEffect.SendJoin join:
                _cluster.Send(Self.Address, join.To.Address, new SimulatedMessage.Join(Self));
                break;
            case MembershipEffect.SendExitingConfirmed confirmed:
                Send(confirmed.To, new MembershipEvent.ExitingConfirmed(Self));
                break;
            case MembershipEffect.Note note:
                _cluster.Trace($"{Self.Address.Port} {note.Text}");
                break;
            case MembershipEffect.StopSelf stop:
                _cluster.Trace($"{Self.Address.Port} stops: {stop.Reason}");
                StopReason = stop.Reason;
                Stop();
                break;
        }
    }

    private void Send(UniqueAddress to, MembershipEvent happened) =>
        _cluster.Send(Self.Address, to.Address, new SimulatedMessage.Protocol(happened));

    private void ViewChanged()
    {
        if (State.IsMember)
            _joining = _joining.Welcomed();
        var gossip = State.Gossip;
        _heartbeats = _heartbeats.WithMembers(
            gossip.Nodes, gossip.Reachability.AllUnreachable, [.. gossip.Reachability.UnreachableFrom(Self)], _cluster.Now);
        _resolver = _resolver?.Observe(
            new SplitBrainView(Self, State.Leader, gossip.Members, State.ReachabilityExcludingDowned, gossip.Seen), _cluster.Now);
        if (State.SelfMember?.Status == MemberStatus.Exiting && !_isShuttingDown)
        {
            _isShuttingDown = true;
            _cluster.After(_options.ShutdownTime, Leave);
        }
    }

    private void Leave()
    {
        if (!IsRunning)
            return;
        Handle(new MembershipEvent.ExitingCompleted());
        Stop();
    }
}
