namespace Broker.Tests.Topics.Simulation.Membership;

/// <summary>Where a member is in its life in the cluster.</summary>
internal enum SimulatedMemberStatus
{
    Joining,
    Up,
    Leaving,
    Down,
}
