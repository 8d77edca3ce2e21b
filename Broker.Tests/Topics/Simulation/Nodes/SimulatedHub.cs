using Broker.Actors.HeadReports;
using Broker.Actors.Interest;
using Broker.Actors.Nodes;
using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Topics;
using Broker.Tests.Topics.Simulation.Clients;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>A node's hub as its actor runs it.</summary>
internal sealed class SimulatedHub : SimulatedActor
{
    private readonly Dictionary<TopicName, SimulatedRelay> _relays = [];
    private readonly List<NodeRelaysEffect<FilterConnection>> _effects = [];

    public SimulatedHub(SimulatedNode node)
        : base(node) =>
        State = new NodeRelaysState<FilterConnection>(node.Id, node.Interest, World.Plan.Relays, World.Plan.Interest, World.Plan.Fencing);

    public NodeRelaysState<FilterConnection> State { get; }

    public IEnumerable<SimulatedRelay> Relays => _relays.Values;

    protected override long? NextTick => State.NextTick;

    public void Join(SubscriberConnection subscriber, TopicInfo topic, Position? after)
    {
        State.Join(topic.Name, _effects);
        Carry();
        World.Links.Send(this, _relays[topic.Name], new RelayJoin(subscriber, after));
    }

    public void Leave(SubscriberConnection subscriber, TopicInfo topic)
    {
        if (_relays.TryGetValue(topic.Name, out var relay))
        {
            World.Links.Send(this, relay, new RelayLeave(subscriber));
        }
    }

    public void Join(FilterConnection member)
    {
        State.JoinFilter(member.Filter, member, Now, _effects);
        Carry();
    }

    public void Leave(FilterConnection member)
    {
        State.LeaveFilter(member.Filter, member, Now);
        Carry();
    }

    public void MembersChanged(ClusterView view)
    {
        State.Observe(view, Now, _effects);
        Carry();
    }

    public override void Receive(SimulatedActor from, object message)
    {
        switch (message)
        {
            case HeadReport report:
                State.Reported(report, _effects);
                break;
            case InterestChanged changed:
                State.Changed(changed, Now, _effects);
                break;
            case InterestReceived received:
                State.Received(received, Now, _effects);
                break;
            case NodeGoodbye goodbye:
                State.Goodbye(goodbye.Node);
                break;
            case RelayRested rested when _relays.GetValueOrDefault(rested.Topic) == from:
                State.Rested(rested, Now, _effects);
                break;
        }

        Carry();
    }

    public override string ToString() => $"hub@{Node}";

    protected override void Tick()
    {
        State.Tick(Now, _effects);
        Carry();
    }

    private void Carry()
    {
        for (var i = 0; i < _effects.Count; i++)
        {
            Carry(_effects[i]);
        }

        _effects.Clear();
        FollowTick();
    }

    private void Carry(in NodeRelaysEffect<FilterConnection> effect)
    {
        switch (effect.Kind)
        {
            case NodeRelaysEffectKind.Start:
                Start(effect);
                break;
            case NodeRelaysEffectKind.Stop:
                World.Statistics.RelaysRested++;
                _relays.Remove(effect.Topic!, out var stopping);
                stopping!.Stop();
                break;
            case NodeRelaysEffectKind.ToRelay:
                World.Links.Send(this, _relays[effect.Topic!], effect.Message!);
                break;
            case NodeRelaysEffectKind.Attach:
                World.Links.Send(this, _relays[effect.Topic!], new RelayAttach(effect.Audience!));
                break;
            case NodeRelaysEffectKind.Detach:
                World.Links.Send(this, _relays[effect.Topic!], new RelayDetach(effect.Audience!));
                break;
            case NodeRelaysEffectKind.Send:
                Send(effect.Node, effect.Message!);
                break;
            case NodeRelaysEffectKind.Joined:
                effect.Member!.Joined();
                break;
            case NodeRelaysEffectKind.TellGap:
                TellGap(effect.Audience!);
                break;
        }
    }

    private void Send(NodeId node, object message)
    {
        if (Node.Find(node) is { } other)
        {
            World.Links.Send(this, message is HeadReportReceived ? other.Reporter : other.Hub, message);
        }
    }

    private void Start(in NodeRelaysEffect<FilterConnection> start)
    {
        var relay = new SimulatedRelay(Node, World.Topic(start.Topic!));
        _relays.Add(start.Topic!, relay);
        if (!start.Position.IsNone)
        {
            World.Links.Send(this, relay, new RelayBegin(start.Position, start.Followed));
        }
    }

    private void TellGap(FilterAudience<FilterConnection> audience)
    {
        World.Statistics.FilterGaps++;
        World.Trace?.Note($"{this} tells those of {audience.Filter} that something may be missing");
        foreach (var member in audience.Snapshot.Members)
        {
            member.TellOfAnything();
        }
    }
}
