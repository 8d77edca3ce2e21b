namespace Broker.Runtime.Cluster.Membership;

/// <summary>What one node says of another.</summary>
internal enum ReachabilityStatus
{
    /// <summary>It answers heartbeats.</summary>
    Reachable,

    /// <summary>It does not answer, and may again.</summary>
    Unreachable,

    /// <summary>That incarnation is known to be gone and cannot come back.</summary>
    Terminated,
}
