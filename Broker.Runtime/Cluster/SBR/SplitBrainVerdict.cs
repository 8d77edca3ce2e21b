namespace Broker.Runtime.Cluster.SBR;

/// <summary>Which nodes have to go.</summary>
internal enum SplitBrainVerdict
{
    /// <summary>Our side goes on.</summary>
    DownUnreachable,

    /// <summary>The other side goes on.</summary>
    DownReachable,

    /// <summary>Nobody goes on.</summary>
    DownAll,
}
