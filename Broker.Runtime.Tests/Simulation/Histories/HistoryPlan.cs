using Broker.Runtime.Cluster.SBR;
using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Histories;

/// <summary>What a seed makes of a history: how many nodes, how long, how set, which kinds of faults.</summary>
internal sealed record HistoryPlan(HistoryKind Kind, int Machines, TimeSpan Length, WorldOptions Options)
{
    /// <summary>Every tenth seed plays with more than seven machines, and those histories are shorter.</summary>
    public static HistoryPlan Of(int seed)
    {
        var random = new Random(seed ^ 0x5EED);
        var isBig = seed % 10 == 9;
        var kind = random.Next(100) switch
        {
            < 12 => HistoryKind.Gentle,
            < 50 => HistoryKind.OneByOne,
            < 94 => HistoryKind.Overlapping,
            _ => isBig ? HistoryKind.Overlapping : HistoryKind.TwoClusters,
        };
        var machines = isBig ? Big(random) : 3 + Math.Min(random.Next(5), random.Next(5));
        if (kind == HistoryKind.TwoClusters)
            machines = 6;
        var lossy = kind is HistoryKind.OneByOne or HistoryKind.Overlapping && random.Next(3) == 0;
        var options = new WorldOptions
        {
            Machines = machines,
            SlowStops = kind != HistoryKind.Gentle,
            Clusters = kind == HistoryKind.TwoClusters ? 2 : 1,
            Seeds = [.. Enumerable.Range(1, Math.Min(3, machines))],
            Shards = isBig ? 24 : 8 + random.Next(5),
            Loss = lossy ? 0.05 * random.NextDouble() : 0,
            MaxDelaySeconds = random.Next(4) == 0 ? 0.1 : 0.005,
            Resolver = Rules(random, machines, kind),
            MonitoredBy = isBig && random.Next(2) == 0 ? 5 : 9,
            UpgradeAt = random.Next(2) == 0 ? TimeSpan.FromSeconds(random.Next(30, 300)) : TimeSpan.MaxValue,
        };
        return new HistoryPlan(kind, machines, TimeSpan.FromSeconds(isBig ? 120 : 570), options);
    }

    public int SizeOfClusterOf(Machine machine) => Kind == HistoryKind.TwoClusters ? Machines / 2 : Machines;

    public bool BelongTogether(Machine one, Machine other) =>
        Kind != HistoryKind.TwoClusters || one.Number <= Machines / 2 == other.Number <= Machines / 2;

    private static int Big(Random random) => random.Next(20) switch
    {
        0 => 40 + random.Next(11),
        < 4 => 20 + random.Next(12),
        _ => 8 + random.Next(8),
    };

    private static SplitBrainRules Rules(Random random, int machines, HistoryKind kind)
    {
        var stable = TimeSpan.FromSeconds(new[] { 5, 7, 10, 20 }[random.Next(4)]);
        var rules = new SplitBrainRules { StableAfter = stable, DownAllWhenUnstable = stable * 0.75 > TimeSpan.FromSeconds(4) ? stable * 0.75 : TimeSpan.FromSeconds(4) };
        // A quorum needs to know how many members there can be.
        return random.Next(20) switch
        {
            < 4 => rules with { Strategy = SplitBrainStrategy.KeepOldest },
            < 6 when kind != HistoryKind.TwoClusters => rules with { Strategy = SplitBrainStrategy.StaticQuorum, QuorumSize = (machines / 2) + 1 },
            6 => rules with { Strategy = SplitBrainStrategy.DownAll },
            _ => rules,
        };
    }
}
