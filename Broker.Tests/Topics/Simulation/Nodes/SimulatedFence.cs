using Broker.Actors.Fencing;
using Broker.Actors.Nodes;

namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>A node's fence as its actor runs it.</summary>
internal sealed class SimulatedFence(SimulatedNode node) : SimulatedActor(node)
{
    private readonly List<FenceEffect> _effects = [];
    private readonly FenceState _state = new(node.Fence, node.World.Plan.Fencing);

    protected override long? NextTick => _state.NextTick;

    public void MembersChanged(ClusterView view)
    {
        _state.MembersChanged(view, Now, _effects);
        Carry();
    }

    public void Close()
    {
        _state.Close(_effects);
        Carry();
    }

    public override void Receive(SimulatedActor from, object message)
    {
        switch (message)
        {
            case FencePing ping:
                _state.Pinged(ping, Now, _effects);
                break;
            case FencePong pong:
                _state.Ponged(pong, Now);
                break;
            case FenceClosed closed:
                _state.Closed(closed);
                break;
        }

        Carry();
    }

    public override string ToString() => $"fence@{Node}";

    protected override void Tick()
    {
        _state.Tick(Now, _effects);
        Carry();
    }

    private void Carry()
    {
        foreach (var effect in _effects)
        {
            if (Node.Find(effect.Node) is { } other)
            {
                World.Links.Send(this, other.FenceActor, effect.Message);
            }
        }

        _effects.Clear();
        FollowTick();
    }
}
