using Broker.Runtime.Cluster.FailureDetection;
using Broker.Runtime.Cluster.Joining;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Cluster.SBR;

namespace EngineTests.Membership.Simulation;

/// <summary>How the simulated nodes are set and what their network does.</summary>
internal sealed record SimulationOptions
{
    public MembershipSettings Membership { get; init; } = new();

    public SeedJoinSettings Joining { get; init; } = new();

    public PhiAccrualSettings Detector { get; init; } = new();

    /// <summary>Null: nobody resolves partitions.</summary>
    public SplitBrainRules? Resolver { get; init; } = new() { StableAfter = TimeSpan.FromSeconds(5) };

    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a node looks at its clocks.</summary>
    public TimeSpan TickInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a leaving node takes for its own shutdown once it is Exiting.</summary>
    public TimeSpan ShutdownTime { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The probability that a message is lost.</summary>
    public double Loss { get; init; }

    public TimeSpan MinDelay { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>Delays are even between the two, so messages overtake each other.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMilliseconds(5);
}
