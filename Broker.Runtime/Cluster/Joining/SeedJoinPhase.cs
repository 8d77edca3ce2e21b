namespace Broker.Runtime.Cluster.Joining;

/// <summary>How far a node has come with getting in.</summary>
internal enum SeedJoinPhase
{
    /// <summary>Nobody told it to join anything.</summary>
    Idle,

    /// <summary>It asks the seeds whether they are in a cluster.</summary>
    Asking,

    /// <summary>It asked one member to be let in.</summary>
    Joining,

    /// <summary>It is in, or has given up.</summary>
    Done,
}
