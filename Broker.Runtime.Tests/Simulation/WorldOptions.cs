using System.Collections.Immutable;
using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.FailureDetection;
using Broker.Runtime.Cluster.Joining;
using Broker.Runtime.Cluster.Membership;
using Broker.Runtime.Cluster.SBR;
using Broker.Runtime.Cluster.Sharding.Coordination;
using Broker.Runtime.Cluster.Sharding.Regions;

namespace EngineTests.Simulation;

/// <summary>How the simulated nodes are set, and what their network does when nothing is wrong.</summary>
internal sealed record WorldOptions
{
    public int Machines { get; init; } = 3;

    /// <summary>The numbers of the machines through which nodes find the cluster.</summary>
    public ImmutableArray<int> Seeds { get; init; } = [1, 2, 3];

    /// <summary>Two: the machines of the first half know only each other as seeds, and so do those of the second.</summary>
    public int Clusters { get; init; } = 1;

    public MembershipSettings Membership { get; init; } = new();

    public SeedJoinSettings Joining { get; init; } = new();

    public PhiAccrualSettings Detector { get; init; } = new();

    /// <summary>Null: nobody resolves partitions.</summary>
    public SplitBrainRules? Resolver { get; init; } = new()
    {
        StableAfter = TimeSpan.FromSeconds(5),
        DownAllWhenUnstable = TimeSpan.FromSeconds(4),
    };

    public CoordinatorOptions Coordinator { get; init; } = new();

    /// <summary>Processes that start from then on run a newer version of the application.</summary>
    public TimeSpan UpgradeAt { get; init; } = TimeSpan.MaxValue;

    public RegionOptions Region { get; init; } = new();

    public int MonitoredBy { get; init; } = 9;

    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan CheckInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often a node looks at its clocks.</summary>
    public TimeSpan TickInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The number of shards; 0: no sharding runs.</summary>
    public int Shards { get; init; }

    /// <summary>Whether some entities take seconds to stop, or never do.</summary>
    public bool SlowStops { get; init; } = true;

    /// <summary>How long entities may take to stop by hand-off before they are stopped by force.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long each phase of a node's shutdown may take (Akka's default is 10 s).</summary>
    public TimeSpan PhaseTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The probability that a message between machines is lost.</summary>
    public double Loss { get; init; }

    public double MinDelaySeconds { get; init; } = 0.0005;

    /// <summary>Delays are even between the two; messages of one lane keep their order, lanes and links overtake each other.</summary>
    public double MaxDelaySeconds { get; init; } = 0.005;

    /// <summary>How much faster or slower than the world a machine's clock may run, as a fraction.</summary>
    public double Drift { get; init; } = 0.01;

    /// <summary>By how much the date of a machine may be wrong.</summary>
    public TimeSpan WrongDate { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a process may live on after the others have removed it, as soon as it runs and hears them again.</summary>
    public TimeSpan RemovedEndsWithin { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The rule that is left out, if any.</summary>
    public OmittedRules Omitted { get; init; }

    /// <summary>The same options with that rule left out everywhere.</summary>
    public WorldOptions Omit(OmittedRules rule) => this with
    {
        Omitted = rule,
        Membership = Membership with { Omitted = rule },
        Resolver = Resolver is null ? null : Resolver with { Omitted = rule },
        Coordinator = Coordinator with { Omitted = rule },
        Region = Region with { Omitted = rule },
    };
}
