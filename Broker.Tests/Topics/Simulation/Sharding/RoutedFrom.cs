using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Sharding;

/// <summary>The region that sends a message on, together with who sent it first: that is who is answered.</summary>
internal sealed class RoutedFrom(SimulatedNode node, SimulatedActor sender) : SimulatedActor(node)
{
    public SimulatedActor Sender => sender;

    public override void Receive(SimulatedActor from, object message) => throw new InvalidOperationException("Nobody is here.");

    public override string ToString() => sender.ToString()!;
}
