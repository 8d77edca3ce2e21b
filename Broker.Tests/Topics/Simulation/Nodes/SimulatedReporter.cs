using Broker.Actors.HeadReports;
using Broker.Actors.Nodes;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>A node's reporter of heads and invites as its actor runs it.</summary>
internal sealed class SimulatedReporter : SimulatedActor
{
    private readonly List<HeadReportEffect> _effects = [];

    public SimulatedReporter(SimulatedNode node)
        : base(node) =>
        State = new HeadReportState(node.Id, World.Plan.HeadReports);

    public HeadReportState State { get; }

    protected override long? NextTick => State.NextTick;

    public void MembersChanged(ClusterView view)
    {
        State.Observe(view, Now);
        Carry();
    }

    /// <summary>Says good-bye to all if nothing is owed to anyone.</summary>
    public bool SayGoodbye()
    {
        var isSaid = State.SayGoodbye(_effects);
        Carry();
        return isSaid;
    }

    public override void Receive(SimulatedActor from, object message)
    {
        switch (message)
        {
            case HeadCell cell:
                State.Raised(cell, Now);
                break;
            case TopicMatched invite:
                World.Statistics.Invites++;
                State.Invite(invite, Now, _effects);
                break;
            case HeadReportReceived received:
                State.Received(received);
                break;
        }

        Carry();
    }

    public override string ToString() => $"heads@{Node}";

    protected override void Tick()
    {
        State.Tick(Now, _effects);
        Carry();
    }

    private void Carry()
    {
        foreach (var effect in _effects)
        {
            World.Statistics.HeadReports += effect.Message is HeadReport ? 1 : 0;
            if (Node.Find(effect.Node) is { } other)
            {
                World.Links.Send(this, other.Hub, effect.Message);
            }
        }

        _effects.Clear();
        FollowTick();
    }
}
