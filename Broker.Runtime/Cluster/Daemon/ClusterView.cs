using Broker.Runtime.Cluster.Events;
using Broker.Runtime.Cluster.Membership;

namespace Broker.Runtime.Cluster.Daemon;

/// <summary>An immutable snapshot of what this node knows, for readers on any thread.</summary>
internal sealed record ClusterView(MembershipState State, ClusterEvent.CurrentClusterState Current, Member SelfMember)
{
    public static ClusterView Of(MembershipState state) => new(
        state,
        ClusterEventDiff.Snapshot(state),
        state.SelfMember ?? Member.Restore(state.Self, Member.NotYetUp, MemberStatus.Removed, state.Settings.Roles, state.Settings.AppVersion));
}
