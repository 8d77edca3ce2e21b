namespace Broker.Runtime.Cluster;

/// <summary>
/// Rules of the cluster's protocols that a test leaves out, one at a time, to see that the simulation notices. Nothing else sets them.
/// </summary>
[Flags]
internal enum OmittedRules
{
    None = 0,

    /// <summary>What was removed stays removed when views are merged.</summary>
    TombstonesWin = 1,

    /// <summary>Two views that each have news are joined.</summary>
    ConcurrentViewsMerge = 1 << 1,

    /// <summary>All nodes find the leader by the same order.</summary>
    CommonLeaderOrder = 1 << 2,

    /// <summary>Of two statuses of a member the later one counts.</summary>
    LaterStatusWins = 1 << 3,

    /// <summary>A node takes views only of members of its own cluster, and is welcomed once.</summary>
    OneClusterOnly = 1 << 4,

    /// <summary>The smaller side of a partition gives way.</summary>
    MinorityGivesWay = 1 << 5,

    /// <summary>Whoever learns that it was declared dead stops.</summary>
    DownedStops = 1 << 6,

    /// <summary>The next oldest waits until the singleton has ended.</summary>
    SingletonIsHandedOver = 1 << 7,

    /// <summary>A new coordinator allocates nothing before it has heard from all regions.</summary>
    RecoveryFirst = 1 << 8,

    /// <summary>A region asks again for the home of a shard.</summary>
    HomesAreAskedAgain = 1 << 9,

    /// <summary>What waited for the home of a shard goes there.</summary>
    WaitingMoveOn = 1 << 10,

    /// <summary>Whoever watches an actor is told when its node is given up.</summary>
    NodeEndsItsActors = 1 << 11,

    /// <summary>A region acknowledges a hand-off behind what it has forwarded.</summary>
    BarrierKeepsOrder = 1 << 12,
}
