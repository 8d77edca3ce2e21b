namespace Broker.Cli.Up;

/// <summary>Where a node of a local cluster is in its life.</summary>
internal enum NodeState
{
    /// <summary>No process.</summary>
    Ended,

    /// <summary>The process runs and does not serve clients yet.</summary>
    Starting,

    /// <summary>It serves clients.</summary>
    Ready,

    /// <summary>It was asked to stop.</summary>
    Stopping,
}
