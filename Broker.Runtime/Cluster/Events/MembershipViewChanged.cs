using Broker.Runtime.Cluster.Membership;

namespace Broker.Runtime.Cluster.Events;

/// <summary>This node's whole view changed; for the engine's own subscribers.</summary>
internal sealed class MembershipViewChanged(MembershipState state) : ClusterEvent.IClusterDomainEvent
{
    public MembershipState State { get; } = state;
}
