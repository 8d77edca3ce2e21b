namespace Broker.Testing.Nemesis;

/// <summary>What is done to the network between nodes.</summary>
public enum NetworkFaultKind
{
    /// <summary>A minority is cut off until the others have removed it.</summary>
    Partition,

    /// <summary>A minority is cut off, and the cut is over before, while, or just after it is decided about.</summary>
    ShortPartition,

    /// <summary>No side has a majority.</summary>
    NoMajority,

    /// <summary>Two nodes cannot reach each other, all others can.</summary>
    PairCut,

    /// <summary>What one node sends reaches nobody.</summary>
    Mute,

    /// <summary>Nothing reaches one node.</summary>
    Deaf,

    /// <summary>What one node sends does not reach one other.</summary>
    PairOneWay,

    /// <summary>A minority is cut off and reached again, over and over.</summary>
    Flapping,

    /// <summary>One node is cut off, and one of the others is killed meanwhile and started again.</summary>
    PartitionAndKill,

    /// <summary>One node is cut off, and one of the others is asked to stop meanwhile.</summary>
    PartitionAndStop,
}
