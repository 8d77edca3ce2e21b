using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.Membership;

/// <summary>What an event led to.</summary>
internal readonly record struct MembershipStep(MembershipState State, ImmutableArray<MembershipEffect> Effects);
