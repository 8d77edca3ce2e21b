using System.Globalization;
using System.Reflection;
using Broker.Runtime.Cluster.SBR;
using Broker.Runtime.Cluster.Sharding.Effects;

namespace EngineTests.Simulation;

/// <summary>How often what happened, in one history or in many together; and the longest of some times, in seconds.</summary>
internal sealed class Statistics
{
    // Faults.
    public long Crashes { get; set; }

    public long Restarts { get; set; }

    public long RestartsAtOnce { get; set; }

    public long Leaves { get; set; }

    public long Joins { get; set; }

    public long ShortPauses { get; set; }

    public long LongPauses { get; set; }

    public long SymmetricPartitions { get; set; }

    public long OneWayPartitions { get; set; }

    public long PartialPartitions { get; set; }

    public long FlappingLinks { get; set; }

    public long SlowSpells { get; set; }

    public long LossySpells { get; set; }

    public long DownsByHand { get; set; }

    public long CutOffFirstSeeds { get; set; }

    public long Lost { get; set; }

    public long Duplicates { get; set; }

    // What the cluster did.
    public long DownedUnreachable { get; set; }

    public long DownedReachable { get; set; }

    public long DownedAll { get; set; }

    public long DownedIndirect { get; set; }

    public long ClustersFounded { get; set; }

    public long MergeAttempts { get; set; }

    public long IslandsGivenUp { get; set; }

    public long WeaklyUp { get; set; }

    public long Quarantines { get; set; }

    public long Watches { get; set; }

    public long EndsTold { get; set; }

    public long Coordinators { get; set; }

    public long Recoveries { get; set; }

    public long HandOffs { get; set; }

    public long AllocatedDuringUpgrades { get; set; }

    public long Rebalances { get; set; }

    public long Killed { get; set; }

    public long ShardsStarted { get; set; }

    public long Published { get; set; }

    public long Delivered { get; set; }

    public long Dropped { get; set; }

    public long Undelivered { get; set; }

    public long SidesChecked { get; set; }

    // The longest.
    public double LongestTwoSides { get; set; }

    public double LongestRemovedAlive { get; set; }

    public double LongestSharedShard { get; set; }

    public double LongestUntold { get; set; }

    public double LongestHealing { get; set; }

    public void Decided(SplitBrainDecision decision)
    {
        if (decision.Explanation.Contains("indirectly", StringComparison.Ordinal))
            DownedIndirect++;
        switch (decision.Verdict)
        {
            case SplitBrainVerdict.DownUnreachable:
                DownedUnreachable++;
                break;
            case SplitBrainVerdict.DownReachable:
                DownedReachable++;
                break;
            default:
                DownedAll++;
                break;
        }
    }

    public void Coordinated(NoteLevel level, string text)
    {
        if (level == NoteLevel.Debug)
            return;
        if (text.StartsWith("Recovered", StringComparison.Ordinal))
            Recoveries++;
        else if (text.StartsWith("Rebalancing", StringComparison.Ordinal))
            Rebalances++;
    }

    /// <summary>Adds another history: counts are summed, of the times the longest stays.</summary>
    public void Add(Statistics other)
    {
        foreach (var property in Properties())
        {
            var mine = property.GetValue(this);
            property.SetValue(this, (mine, property.GetValue(other)) switch
            {
                (double a, double b) => Math.Max(a, b),
                (long a, long b) => a + b,
                _ => mine,
            });
        }
    }

    public override string ToString() => string.Join('\n', Properties().Select(p => string.Create(
        CultureInfo.InvariantCulture, $"  {p.Name}: {p.GetValue(this):0.##}")));

    private static IEnumerable<PropertyInfo> Properties() => typeof(Statistics).GetProperties().OrderBy(static p => p.MetadataToken);
}
