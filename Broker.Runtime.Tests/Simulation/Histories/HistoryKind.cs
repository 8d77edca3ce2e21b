namespace EngineTests.Simulation.Histories;

/// <summary>What a history is made of.</summary>
internal enum HistoryKind
{
    /// <summary>Nodes only come and leave in order, and nothing is lost: no message may be either.</summary>
    Gentle,

    /// <summary>One fault after the other, with time to settle between them, so that what each leads to can be judged by itself.</summary>
    OneByOne,

    /// <summary>Faults overlap as they like.</summary>
    Overlapping,

    /// <summary>Two clusters are founded apart, and nodes of one turn up at addresses of the other.</summary>
    TwoClusters,
}
