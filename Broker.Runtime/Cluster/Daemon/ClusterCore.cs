using System.Collections.Immutable;
using Broker.Runtime.Cluster.Joining;
using Broker.Runtime.Cluster.Membership;

namespace Broker.Runtime.Cluster.Daemon;

/// <summary>
/// Everything that one node's cluster daemon decides: how it gets in, what it makes of other daemons' messages, and what follows from
/// a new view.
/// </summary>
/// <remarks>Pure: no clock, no sockets, no actors. Only one caller at a time.</remarks>
internal sealed class ClusterCore
{
    /// <summary>How long a member that left in order may still exchange last messages, such as singletons' hand-over.</summary>
    private static readonly TimeSpan LastMessages = TimeSpan.FromSeconds(5);

    private readonly JoinAgreement _agreement;
    private readonly bool _endsSmallerCluster;
    private SeedJoinState _joining;
    private TimeSpan _nextEncounter;

    /// <summary>Creates the core of a node that is in no cluster yet.</summary>
    /// <param name="state">Its membership before it has joined.</param>
    /// <param name="joining">How it gets in.</param>
    /// <param name="agreement">The settings on which all members must agree.</param>
    /// <param name="endsSmallerCluster">Whether of two clusters with the same seeds the smaller one ends.</param>
    public ClusterCore(MembershipState state, SeedJoinSettings joining, JoinAgreement agreement, bool endsSmallerCluster)
    {
        _endsSmallerCluster = endsSmallerCluster;
        State = state;
        _joining = new SeedJoinState(state.Self.Address, joining);
        _agreement = agreement;
    }

    public MembershipState State { get; private set; }

    /// <summary>Whether this node has been told to end.</summary>
    public bool IsStopping { get; private set; }

    /// <summary>Another node's daemon says something.</summary>
    public void Receive(ClusterMessage message, ClusterTime time, List<ClusterEffect> effects)
    {
        switch (message)
        {
            case ClusterMessage.GossipEnvelope envelope:
                Handle(new MembershipEvent.GossipReceived(envelope.From, envelope.To, envelope.Gossip), time, effects);
                break;
            case ClusterMessage.GossipStatus status:
                Handle(new MembershipEvent.StatusReceived(status.From, status.Version, status.SeenDigest), time, effects);
                break;
            case ClusterMessage.InitJoin init:
                AnswerInitJoin(init, effects);
                break;
            case ClusterMessage.InitJoinAck ack:
                Do(_joining.Acknowledged(ack.From, _agreement.Differences(ack.Agreement), _agreement.IsEnforced, time.Now), time, effects);
                break;
            case ClusterMessage.InitJoinNack nack:
                Do(_joining.Denied(nack.From), time, effects);
                break;
            case ClusterMessage.Join join when MayJoin(join, effects):
                Handle(new MembershipEvent.JoinAsked(join.Node, join.Roles, join.AppVersion), time, effects);
                break;
            case ClusterMessage.Welcome welcome when welcome.From.Address == _joining.Target:
                Handle(new MembershipEvent.Welcomed(welcome.From, welcome.Gossip), time, effects);
                break;
            case ClusterMessage.Encounter encounter when _endsSmallerCluster:
                Meet(encounter, time, effects);
                break;
            case ClusterMessage.Elsewhere elsewhere:
                Handle(new MembershipEvent.BelongsElsewhere(elsewhere.Node), time, effects);
                break;
            case ClusterMessage.ExitingConfirmed confirmed:
                Handle(new MembershipEvent.ExitingConfirmed(confirmed.Node), time, effects);
                break;
        }
    }

    /// <summary>This node's own code wants something of the cluster.</summary>
    public void Carry(ClusterCommand command, ClusterTime time, List<ClusterEffect> effects)
    {
        switch (command)
        {
            case ClusterCommand.JoinSeedNodes join when !State.IsMember && !IsStopping:
                Do(_joining.Start(join.Seeds, time.Now), time, effects);
                break;
            case ClusterCommand.JoinTo join when !State.IsMember && !IsStopping:
                Do(_joining.Join(join.Address, time.Now), time, effects);
                break;
            case ClusterCommand.JoinSeedNodes or ClusterCommand.JoinTo:
                effects.Add(new ClusterEffect.Note(false, "Join ignored: this node has joined a cluster already"));
                break;
            case ClusterCommand.Leave leave:
                Handle(new MembershipEvent.LeaveAsked(leave.Address), time, effects);
                break;
            case ClusterCommand.Down down:
                Handle(new MembershipEvent.DownAsked(down.Addresses), time, effects);
                break;
            case ClusterCommand.QuarantinedBy quarantined:
                GiveUpWhenRemoved(quarantined.Other, time, effects);
                break;
            case ClusterCommand.DownNodes down:
                Handle(new MembershipEvent.DownNodesAsked(down.Nodes), time, effects);
                break;
            case ClusterCommand.CompleteExiting:
                Handle(new MembershipEvent.ExitingCompleted(), time, effects);
                break;
            default:
                throw new ArgumentException($"The core has nothing to do with {command.GetType().Name}.", nameof(command));
        }
    }

    /// <summary>Time passed; with it came a verdict of the failure detectors, if one was due.</summary>
    public void Tick(ImmutableHashSet<UniqueAddress>? unavailable, ClusterTime time, List<ClusterEffect> effects)
    {
        Do(_joining.Tick(time.Now), time, effects);
        if (unavailable is not null)
            Handle(new MembershipEvent.AvailabilityChecked(unavailable), time, effects);
        Handle(MembershipEvent.Tick.Instance, time, effects);
        if (_endsSmallerCluster && time.Now >= _nextEncounter)
            LookForOthers(time, effects);
    }

    /// <summary>Remoting has given up an incarnation.</summary>
    public void Quarantined(UniqueAddress node, ClusterTime time, List<ClusterEffect> effects) =>
        Handle(new MembershipEvent.Quarantined(node), time, effects);

    /// <summary>
    /// A node refuses this one for good. A member does so because this node was removed there, and no healing brings it back. If that node
    /// was removed here as well, two sides have removed each other, and one has to end: the one without the lowest address.
    /// </summary>
    private void GiveUpWhenRemoved(Actor.Address by, ClusterTime time, List<ClusterEffect> effects)
    {
        if (State.SelfMember is null or { Status: MemberStatus.Down } || State.IsStopped)
            return;
        if (State.Gossip.FindMember(by) is not null)
        {
            effects.Add(new ClusterEffect.Note(true, $"Member [{by}] has quarantined this node, so it was removed there: it is downed"));
            Handle(new MembershipEvent.DownNodesAsked([State.Self]), time, effects);
        }
        else if (_endsSmallerCluster && Encounters.HaveRemovedEachOther(State, by) && Encounters.Card(State, _joining) is not null &&
            Member.AddressOrdering.Compare(by, State.Gossip.Members.Min!.Address) < 0)
        {
            effects.Add(new ClusterEffect.Note(
                true, $"Another cluster with the same seeds: this one and that of [{by}] have removed each other, and this one ends"));
            Handle(new MembershipEvent.DownAsked([.. State.Gossip.Members.Select(static m => m.Address)]), time, effects);
        }
    }

    private void LookForOthers(ClusterTime time, List<ClusterEffect> effects)
    {
        _nextEncounter = time.Now + _joining.Settings.SeedNodeTimeout;
        if (Encounters.Card(State, _joining) is not { } mine)
            return;
        foreach (var seed in _joining.Seeds)
        {
            if (seed != State.Self.Address && State.Gossip.FindMember(seed) is null)
                Send(seed, mine, effects);
        }
    }

    private void Meet(ClusterMessage.Encounter theirs, ClusterTime time, List<ClusterEffect> effects)
    {
        if (Encounters.Card(State, _joining) is not { } mine)
        {
            // The leader decides.
            if (State.Leader is { } leader && leader != State.Self && !State.Gossip.HasMember(theirs.From))
                Send(leader.Address, theirs, effects);
            return;
        }

        if (!Encounters.IsForeign(State, mine, theirs))
            return;
        if (!Encounters.GivesWay(mine, theirs))
        {
            Send(theirs.From.Address, mine, effects);
            return;
        }

        effects.Add(new ClusterEffect.Note(
            true,
            $"Another cluster with the same seeds, led by [{theirs.From.Address}], has {theirs.Members} members; this one has {mine.Members} and ends, so that its nodes join the other"));
        Handle(new MembershipEvent.DownAsked([.. State.Gossip.Members.Select(static m => m.Address)]), time, effects);
    }

    private void Handle(MembershipEvent happened, ClusterTime time, List<ClusterEffect> effects)
    {
        var before = State;
        var step = MembershipCore.Handle(before, happened, time.Date);
        State = step.State;
        foreach (var effect in step.Effects)
            Do(effect, effects);
        if (!ReferenceEquals(before.Gossip, State.Gossip))
            OnChanged(before, effects);
    }

    private void OnChanged(MembershipState before, List<ClusterEffect> effects)
    {
        if (State.IsMember && !before.IsMember)
            _joining = _joining.Welcomed();
        effects.Add(new ClusterEffect.ShowView(before, State));
        if (!ReferenceEquals(before.Gossip.Members, State.Gossip.Members))
            ForgetRemoved(before.Gossip, effects);
        if (State.SelfMember?.Status == MemberStatus.Exiting && before.SelfMember?.Status != MemberStatus.Exiting)
            effects.Add(new ClusterEffect.ShutDown(ShutDownCause.Leaving, "this node leaves"));
    }

    private void ForgetRemoved(Gossip before, List<ClusterEffect> effects)
    {
        foreach (var member in before.Members)
        {
            var node = member.UniqueAddress;
            if (node == State.Self || State.Gossip.HasMember(node))
                continue;
            var leftInOrder = member.Status is MemberStatus.Exiting or MemberStatus.Leaving;
            effects.Add(new ClusterEffect.GiveUp(node, leftInOrder ? LastMessages : TimeSpan.Zero));
            effects.Add(new ClusterEffect.Note(false, $"Member [{node}] was removed, status before {member.Status}"));
        }
    }

    private void AnswerInitJoin(ClusterMessage.InitJoin init, List<ClusterEffect> effects)
    {
        if (State.IsMember && _agreement.IsEnforced && _agreement.Differences(init.Agreement) is { IsEmpty: false } differences)
            effects.Add(new ClusterEffect.Note(true, $"Node [{init.From}] is refused: its configuration is not that of the cluster in {string.Join(", ", differences)}"));
        if (State.IsMember && !State.IsStopped && State.SelfMember!.Status is not (MemberStatus.Down or MemberStatus.Exiting))
            Send(init.From, new ClusterMessage.InitJoinAck(State.Self.Address, _agreement.Settings), effects);
        else if (!State.IsMember && _joining.MayDeny && !IsStopping)
            Send(init.From, new ClusterMessage.InitJoinNack(State.Self.Address), effects);
    }

    /// <summary>A node that comes with other settings is told ours, on which it gives up; a member's repeated question is past that.</summary>
    private bool MayJoin(ClusterMessage.Join join, List<ClusterEffect> effects)
    {
        if (!_agreement.IsEnforced || !State.IsMember || State.Gossip.HasMember(join.Node) || _agreement.Differences(join.Agreement) is not { IsEmpty: false } differences)
            return true;
        effects.Add(new ClusterEffect.Note(true, $"Node [{join.Node}] is refused: its configuration is not that of the cluster in {string.Join(", ", differences)}"));
        Send(join.Node.Address, new ClusterMessage.InitJoinAck(State.Self.Address, _agreement.Settings), effects);
        return false;
    }

    private void Do(MembershipEffect effect, List<ClusterEffect> effects)
    {
        switch (effect)
        {
            case MembershipEffect.SendGossip gossip:
                Send(gossip.To.Address, new ClusterMessage.GossipEnvelope(State.Self, gossip.To, gossip.Gossip), effects);
                break;
            case MembershipEffect.SendStatus status:
                Send(status.To.Address, new ClusterMessage.GossipStatus(State.Self, status.Version, status.SeenDigest), effects);
                break;
            case MembershipEffect.SendWelcome welcome:
                Send(welcome.To.Address, new ClusterMessage.Welcome(State.Self, welcome.Gossip), effects);
                break;
            case MembershipEffect.SendJoin join:
                SendJoin(join.To.Address, effects);
                break;
            case MembershipEffect.SendElsewhere elsewhere:
                Send(elsewhere.To.Address, new ClusterMessage.Elsewhere(State.Self), effects);
                break;
            case MembershipEffect.SendExitingConfirmed confirmed:
                Send(confirmed.To.Address, new ClusterMessage.ExitingConfirmed(State.Self), effects);
                break;
            case MembershipEffect.Note note:
                effects.Add(new ClusterEffect.Note(note.IsWarning, note.Text));
                break;
            case MembershipEffect.StopSelf stop:
                IsStopping = true;
                effects.Add(new ClusterEffect.ShutDown(ShutDownCause.Downed, stop.Reason));
                break;
        }
    }

    private void Do((SeedJoinState State, ImmutableArray<SeedJoinEffect> Effects) step, ClusterTime time, List<ClusterEffect> effects)
    {
        _joining = step.State;
        foreach (var effect in step.Effects)
        {
            switch (effect)
            {
                case SeedJoinEffect.SendInitJoin init:
                    Send(init.To, new ClusterMessage.InitJoin(State.Self.Address, _agreement.Offer), effects);
                    break;
                case SeedJoinEffect.SendJoin join:
                    SendJoin(join.To, effects);
                    break;
                case SeedJoinEffect.JoinSelf:
                    Handle(new MembershipEvent.SelfJoins(), time, effects);
                    break;
                case SeedJoinEffect.Note note:
                    effects.Add(new ClusterEffect.Note(note.IsWarning, note.Text));
                    break;
                case SeedJoinEffect.GiveUp giveUp:
                    IsStopping = true;
                    effects.Add(new ClusterEffect.ShutDown(ShutDownCause.JoinFailed, giveUp.Reason));
                    break;
            }
        }
    }

    private void SendJoin(Actor.Address to, List<ClusterEffect> effects) =>
        Send(to, new ClusterMessage.Join(State.Self, State.Settings.Roles, State.Settings.AppVersion, _agreement.Offer), effects);

    private static void Send(Actor.Address to, ClusterMessage message, List<ClusterEffect> effects) =>
        effects.Add(new ClusterEffect.Send(to, message));
}
