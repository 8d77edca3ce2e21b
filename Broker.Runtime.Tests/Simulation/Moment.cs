using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation;

/// <summary>What happens at a moment.</summary>
internal enum Happening : byte
{
    /// <summary>A message reaches a machine.</summary>
    Arrival,

    /// <summary>An actor of a process takes a message of that process out of its mailbox.</summary>
    Mail,

    /// <summary>The periodic duties of a process.</summary>
    Tick,

    /// <summary>A region wanted to be woken.</summary>
    RegionWake,

    /// <summary>A coordinator wanted to be woken.</summary>
    CoordinatorWake,

    /// <summary>A shard wanted to be woken.</summary>
    ShardWake,

    /// <summary>System messages that nobody acknowledged are sent again.</summary>
    Resend,

    /// <summary>An entity that was told to stop has stopped.</summary>
    EntityEnd,

    /// <summary>Something of the history itself: a fault, its end, a step of a shutdown.</summary>
    Act,
}

/// <summary>An entry of the agenda: a value, so that nothing is allocated for the hundreds of thousands of them in a history.</summary>
internal struct Moment
{
    public Happening Happening;

    /// <summary>The lane of an arrival, or the mailbox.</summary>
    public byte Lane;

    /// <summary>Where it happens; while this machine stands still, it waits.</summary>
    public Machine? Machine;

    /// <summary>To whom it happens; it comes too late when that process has ended.</summary>
    public Incarnation? Incarnation;

    public object? What;

    public object? Who;

    public long Number;
}
