namespace Broker.Tests.Topics.Simulation.Plans;

/// <summary>What happens to the world from outside. A, B and C of a step mean what is said here.</summary>
internal enum StepKind
{
    /// <summary>Publisher A publishes C times to topic B.</summary>
    Publish,

    /// <summary>Publisher A connects anew, to another node perhaps.</summary>
    Reconnect,

    /// <summary>Subscriber A begins to hear its topic.</summary>
    Subscribe,

    /// <summary>Subscriber A ends.</summary>
    Unsubscribe,

    /// <summary>Subscriber A does not read for C milliseconds.</summary>
    Stall,

    /// <summary>Shard A moves by hand-off.</summary>
    Move,

    /// <summary>Shard A is started a second time, and the first stops C milliseconds later.</summary>
    StartTwice,

    /// <summary>Node A leaves with hand-off, and a new process comes.</summary>
    Leave,

    /// <summary>Node A is killed, and a new process comes after C milliseconds.</summary>
    Crash,

    /// <summary>The process of node A is stopped for C milliseconds.</summary>
    Pause,

    /// <summary>Nothing passes between A and B for C milliseconds.</summary>
    Cut,

    /// <summary>Nothing passes from A to B for C milliseconds.</summary>
    CutOneWay,

    /// <summary>What passes from A to B is kept back for C milliseconds.</summary>
    Hold,

    /// <summary>The nodes of the set A can't talk to the others for C milliseconds; what they send is lost, or kept back if B is 1.</summary>
    Partition,

    /// <summary>Connections between A and B break: what is on its way is lost.</summary>
    Break,

    /// <summary>Every link loses B thousandths of the messages for C milliseconds.</summary>
    Lose,

    /// <summary>Everything to and from node A takes B milliseconds longer for C milliseconds.</summary>
    Slow,

    /// <summary>Node A is taken out of the cluster by hand, whether it runs or not.</summary>
    Down,

    /// <summary>The wall clock of node A is set C milliseconds ahead, or behind when negative.</summary>
    SetClock,
}
