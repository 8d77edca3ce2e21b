namespace Broker.Tests.Topics.Simulation.Nodes;

/// <summary>Does on its node what the models of membership and sharding want done there, when the node is able to.</summary>
internal sealed class ControlActor(SimulatedNode node) : SimulatedActor(node)
{
    // Of one that was removed nothing is taken any more: the engines refuse its address.
    public override void Receive(SimulatedActor from, object message)
    {
        if (!Node.HasRemoved(from.Node))
        {
            ((Action)message)();
        }
    }

    public override string ToString() => $"control@{Node}";
}
