namespace Broker.Runtime.Cluster.SBR;

/// <summary>Which side of a partition goes on (Akka documentation, "Split Brain Resolver").</summary>
internal enum SplitBrainStrategy
{
    /// <summary>The side with more members; of equal sides the one with the lowest address.</summary>
    KeepMajority,

    /// <summary>The side with at least a fixed number of members.</summary>
    StaticQuorum,

    /// <summary>The side with the oldest member.</summary>
    KeepOldest,

    /// <summary>None: every node stops and starts anew.</summary>
    DownAll,
}
