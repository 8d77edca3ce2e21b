using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Membership;

namespace EngineTests.Membership.Simulation;

/// <summary>What travels between simulated nodes: the shell's messages, without their encoding.</summary>
internal abstract record SimulatedMessage
{
    internal sealed record InitJoin(Address From) : SimulatedMessage;

    internal sealed record InitJoinAck(Address From) : SimulatedMessage;

    internal sealed record InitJoinNack(Address From) : SimulatedMessage;

    internal sealed record Join(UniqueAddress Node) : SimulatedMessage;

    internal sealed record Protocol(MembershipEvent Event) : SimulatedMessage;

    internal sealed record Heartbeat(UniqueAddress From) : SimulatedMessage;

    internal sealed record HeartbeatReply(UniqueAddress From) : SimulatedMessage;
}
