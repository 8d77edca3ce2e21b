using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Membership;

/// <summary>One member as all agree on it, sooner or later. The order of the list they stand in is that of their age.</summary>
internal sealed class SimulatedMember(SimulatedNode node)
{
    public SimulatedNode Node { get; } = node;

    public SimulatedMemberStatus Status { get; set; }

    /// <summary>When a member that joins may be up, if everyone knows of it.</summary>
    public long UpAt { get; init; }

    /// <summary>When a member that is down is taken out.</summary>
    public long RemoveAt { get; set; } = long.MaxValue;
}
