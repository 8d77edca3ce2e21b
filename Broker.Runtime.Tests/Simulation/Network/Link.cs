namespace EngineTests.Simulation.Network;

/// <summary>The way from one machine to another, in one direction.</summary>
internal sealed class Link
{
    /// <summary>When the last message of each lane arrives: the next one arrives no earlier.</summary>
    public readonly long[] LastArrival = new long[3];

    /// <summary>How many faults cut it at present.</summary>
    public int Cuts;

    /// <summary>How many of the cuts hold what is sent until they are over, as TCP does, instead of losing it.</summary>
    public int Holds;

    /// <summary>What is added to each delay.</summary>
    public double ExtraDelaySeconds;

    /// <summary>What is added to the probability of loss.</summary>
    public double ExtraLoss;

    /// <summary>What waits for the end of a cut.</summary>
    public readonly List<Moment> Held = [];
}
