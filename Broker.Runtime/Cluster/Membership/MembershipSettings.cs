using System.Collections.Immutable;
using Broker.Runtime.Util;

namespace Broker.Runtime.Cluster.Membership;

/// <summary>The settings that decisions of the membership depend on.</summary>
internal sealed record MembershipSettings
{
    /// <summary>The roles this node joins with.</summary>
    public ImmutableHashSet<string> Roles { get; init; } = [];

    /// <summary>The version of the application this node joins with.</summary>
    public AppVersion AppVersion { get; init; } = AppVersion.Zero;

    /// <summary>How many members there must be before the leader lets any become Up. Default 1.</summary>
    public int MinNrOfMembers { get; init; } = 1;

    /// <summary>The same for members of a role.</summary>
    public ImmutableDictionary<string, int> MinNrOfMembersOfRole { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>How often a node gossips once everyone has seen its view. Default 1 s; four times as often while not.</summary>
    public TimeSpan GossipInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How likely the periodic gossip goes to a node that has not seen the current view. Default 0.8.</summary>
    public double GossipDifferentViewProbability { get; init; } = 0.8;

    /// <summary>From this many members on that likelihood is reduced, so that a straggler is not flooded. Default 400.</summary>
    public int ReduceGossipDifferentViewProbability { get; init; } = 400;

    /// <summary>After so long without convergence joining members become WeaklyUp; null means never. Default 7 s.</summary>
    public TimeSpan? WeaklyUpAfter { get; init; } = TimeSpan.FromSeconds(7);

    /// <summary>How long a removed incarnation is remembered. Default 24 h.</summary>
    public TimeSpan PruneTombstonesAfter { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How often a member that is not Up yet asks some other one to be let in. Ours, fixed.</summary>
    public TimeSpan RepeatJoinInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>To how many nodes a change is pushed at once, before any interval. Ours, fixed.</summary>
    public int EagerFanOut { get; init; } = 5;

    /// <summary>For tests only.</summary>
    public OmittedRules Omitted { get; init; }
}
