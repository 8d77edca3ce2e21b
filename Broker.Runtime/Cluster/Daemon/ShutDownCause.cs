namespace Broker.Runtime.Cluster.Daemon;

/// <summary>Why a node ends.</summary>
internal enum ShutDownCause
{
    /// <summary>It was asked to leave, and everyone knows.</summary>
    Leaving,

    /// <summary>It was declared dead.</summary>
    Downed,

    /// <summary>It could not join.</summary>
    JoinFailed,
}
