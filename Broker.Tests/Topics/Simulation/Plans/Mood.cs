namespace Broker.Tests.Topics.Simulation.Plans;

/// <summary>What kind of faults a history has.</summary>
internal enum Mood
{
    /// <summary>Everything.</summary>
    Wild,

    /// <summary>Only what must not be noticed: moves, nodes that leave and join, messages that get lost.</summary>
    Calm,

    /// <summary>Above all links that fail.</summary>
    Cuts,

    /// <summary>Above all processes that stop, for a while or for good.</summary>
    Crashes,

    /// <summary>Shards on two nodes at once, while these or others don't reach each other.</summary>
    Doubles,

    /// <summary>Filters that come and go while nodes can't be reached, and what is published just then.</summary>
    Filters,

    /// <summary>Nodes that are taken out of the cluster while they still run and are used.</summary>
    Downs,
}
