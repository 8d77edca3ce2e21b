namespace EngineTests.Simulation;

/// <summary>What must hold in every history. For each there is a test that leaves out a rule of the protocol and sees it break.</summary>
internal enum Invariant
{
    /// <summary>A view names only members, and nobody's status goes back.</summary>
    ViewsAreWellFormed,

    /// <summary>Nodes with the same converged view have the same leader.</summary>
    OneLeaderPerView,

    /// <summary>Once all faults are over, all nodes come to one view of exactly those that run.</summary>
    OneViewInTheEnd,

    /// <summary>A removed incarnation is never a member again.</summary>
    NoneReturns,

    /// <summary>Clusters that were founded apart stay apart.</summary>
    ClustersNeverMerge,

    /// <summary>Of the sides of a partition one lives on, or none, within a bound.</summary>
    OneSideLives,

    /// <summary>A process that the others have removed ends within a bound.</summary>
    RemovedEnds,

    /// <summary>Two coordinators never run among members of one view.</summary>
    OneCoordinator,

    /// <summary>Two regions never host one shard among members of one view; with a removed process only within a bound.</summary>
    OneHostPerShard,

    /// <summary>In the end each shard has a home and is reached from every node.</summary>
    ShardsAreOwned,

    /// <summary>Every message arrives once, or somebody can say what became of it.</summary>
    MessagesAreAccountedFor,

    /// <summary>Messages of one sender to one entity keep their order where nothing is lost and nobody dies.</summary>
    OrderIsKept,

    /// <summary>Who watches an actor learns of its end.</summary>
    WatchersLearn,
}
