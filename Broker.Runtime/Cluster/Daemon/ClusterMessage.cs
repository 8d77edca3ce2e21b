using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Remote;
using Broker.Runtime.Util;

namespace Broker.Runtime.Cluster.Daemon;

/// <summary>What cluster daemons say to each other, over the control lane. The bytes are described in docs/wire.md.</summary>
internal abstract record ClusterMessage : IClusterMessage, IControlMessage
{
    /// <summary>Are you in a cluster, and on which settings do its members have to agree?</summary>
    internal sealed record InitJoin(Address From, ImmutableSortedDictionary<string, string> Agreement) : ClusterMessage;

    /// <summary>Yes, with these settings.</summary>
    internal sealed record InitJoinAck(Address From, ImmutableSortedDictionary<string, string> Agreement) : ClusterMessage;

    /// <summary>No.</summary>
    internal sealed record InitJoinNack(Address From) : ClusterMessage;

    /// <summary>Let me in, if we agree on these settings.</summary>
    internal sealed record Join(
        UniqueAddress Node, ImmutableHashSet<string> Roles, AppVersion AppVersion, ImmutableSortedDictionary<string, string> Agreement) : ClusterMessage;

    /// <summary>You are in; this is our view.</summary>
    internal sealed record Welcome(UniqueAddress From, Gossip Gossip) : ClusterMessage;

    /// <summary>This is my view.</summary>
    internal sealed record GossipEnvelope(UniqueAddress From, UniqueAddress To, Gossip Gossip) : ClusterMessage;

    /// <summary>This is the version of my view.</summary>
    internal sealed record GossipStatus(UniqueAddress From, VectorClock Version, int SeenDigest) : ClusterMessage;

    /// <summary>I lead a cluster that may not know yours.</summary>
    /// <param name="From">The leader.</param>
    /// <param name="Members">How many members its cluster has; 0 when none of them is a seed.</param>
    /// <param name="Oldest">The oldest of them.</param>
    /// <param name="Seeds">A digest of the seeds that its nodes are given.</param>
    internal sealed record Encounter(UniqueAddress From, int Members, UniqueAddress Oldest, int Seeds) : ClusterMessage;

    /// <summary>Your view has me as a member, but I belong to another cluster.</summary>
    internal sealed record Elsewhere(UniqueAddress Node) : ClusterMessage;

    /// <summary>I have left and am done.</summary>
    internal sealed record ExitingConfirmed(UniqueAddress Node) : ClusterMessage;
}
