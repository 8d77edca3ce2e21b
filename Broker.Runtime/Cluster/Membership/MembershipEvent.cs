using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Util;

namespace Broker.Runtime.Cluster.Membership;

/// <summary>Something that happened to this node's membership.</summary>
internal abstract record MembershipEvent
{
    /// <summary>This node starts a cluster of its own.</summary>
    internal sealed record SelfJoins : MembershipEvent;

    /// <summary>A node asks to be let in.</summary>
    internal sealed record JoinAsked(UniqueAddress Node, ImmutableHashSet<string> Roles, AppVersion AppVersion) : MembershipEvent;

    /// <summary>The node we asked let us in.</summary>
    internal sealed record Welcomed(UniqueAddress From, Gossip Gossip) : MembershipEvent;

    /// <summary>Another node's view arrived, meant for the incarnation <paramref name="To"/>.</summary>
    internal sealed record GossipReceived(UniqueAddress From, UniqueAddress To, Gossip Gossip) : MembershipEvent;

    /// <summary>Another node says which view it has, and offers it.</summary>
    internal sealed record StatusReceived(UniqueAddress From, VectorClock Version, int SeenDigest) : MembershipEvent;

    /// <summary>Time passed.</summary>
    internal sealed record Tick : MembershipEvent
    {
        /// <summary>The only one needed.</summary>
        public static readonly Tick Instance = new();
    }

    /// <summary>Which of the nodes we watch do not answer heartbeats at present, of those we watch.</summary>
    internal sealed record AvailabilityChecked(ImmutableHashSet<UniqueAddress> Unavailable) : MembershipEvent;

    /// <summary>An incarnation can never be reached again: its address has another one.</summary>
    internal sealed record Quarantined(UniqueAddress Node) : MembershipEvent;

    /// <summary>A member shall leave in order.</summary>
    internal sealed record LeaveAsked(Address Address) : MembershipEvent;

    /// <summary>Members are declared dead, together: a resolver that downs its own side must not stop before it has downed the rest of it.</summary>
    internal sealed record DownAsked(ImmutableHashSet<Address> Addresses) : MembershipEvent;

    /// <summary>The same for single incarnations: after a partition a view may have two of one address.</summary>
    internal sealed record DownNodesAsked(ImmutableHashSet<UniqueAddress> Nodes) : MembershipEvent;

    /// <summary>A node that our view has as a member says that it belongs to another cluster.</summary>
    internal sealed record BelongsElsewhere(UniqueAddress Node) : MembershipEvent;

    /// <summary>A leaving member finished its own shutdown and can be removed.</summary>
    internal sealed record ExitingConfirmed(UniqueAddress Node) : MembershipEvent;

    /// <summary>This node finished its own shutdown and says goodbye.</summary>
    internal sealed record ExitingCompleted : MembershipEvent;
}
