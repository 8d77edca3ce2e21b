namespace Broker.Runtime.Cluster.Membership;

/// <summary>How one view stands to another.</summary>
internal enum VectorClockOrdering
{
    /// <summary>Both contain the same changes.</summary>
    Same,

    /// <summary>It lacks changes that the other has.</summary>
    Before,

    /// <summary>It has all changes of the other, and more.</summary>
    After,

    /// <summary>Each has changes that the other lacks.</summary>
    Concurrent,
}
