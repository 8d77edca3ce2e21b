using Broker.Runtime.Cluster;
using EngineTests.Simulation.Histories;
using Xunit.Abstractions;

namespace EngineTests.Simulation;

/// <summary>The simulation bites: for each invariant a rule of the protocol is left out, and some history of a bounded number notices.</summary>
public sealed class PlantedFaultTests(ITestOutputHelper output)
{
    /// <summary>After so many histories a missing rule must have been noticed.</summary>
    private const int Bound = 500;

    public static TheoryData<string, string> Plants => new()
    {
        { nameof(Invariant.ViewsAreWellFormed), nameof(OmittedRules.LaterStatusWins) },
        { nameof(Invariant.OneLeaderPerView), nameof(OmittedRules.CommonLeaderOrder) },
        { nameof(Invariant.OneViewInTheEnd), nameof(OmittedRules.ConcurrentViewsMerge) },
        { nameof(Invariant.NoneReturns), nameof(OmittedRules.TombstonesWin) },
        { nameof(Invariant.ClustersNeverMerge), nameof(OmittedRules.OneClusterOnly) },
        { nameof(Invariant.OneSideLives), nameof(OmittedRules.MinorityGivesWay) },
        { nameof(Invariant.RemovedEnds), nameof(OmittedRules.DownedStops) },
        { nameof(Invariant.OneCoordinator), nameof(OmittedRules.SingletonIsHandedOver) },
        { nameof(Invariant.OneHostPerShard), nameof(OmittedRules.RecoveryFirst) },
        { nameof(Invariant.ShardsAreOwned), nameof(OmittedRules.HomesAreAskedAgain) },
        { nameof(Invariant.MessagesAreAccountedFor), nameof(OmittedRules.WaitingMoveOn) },
        { nameof(Invariant.OrderIsKept), nameof(OmittedRules.BarrierKeepsOrder) },
        { nameof(Invariant.WatchersLearn), nameof(OmittedRules.NodeEndsItsActors) },
    };

    [Fact]
    public void Every_invariant_has_its_planted_fault() => Assert.Equal(
        Enum.GetNames<Invariant>().Order(StringComparer.Ordinal), Plants.Select(static row => (string)row[0]).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Plants))]
    public void A_rule_left_out_breaks_its_invariant(string invariant, string rule)
    {
        var others = new SortedDictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 1; seed <= Bound; seed++)
        {
            try
            {
                new History(seed, Enum.Parse<OmittedRules>(rule)).Play();
            }
            catch (BrokenInvariant broken) when (broken.Invariant.ToString() == invariant)
            {
                output.WriteLine($"Without {rule} seed {seed} breaks {broken.Message}");
                return;
            }
            catch (Exception other)
            {
                var kind = (other as BrokenInvariant)?.Invariant.ToString() ?? other.GetType().Name;
                others[kind] = others.GetValueOrDefault(kind) + 1;
            }
        }

        Assert.Fail($"{Bound} histories without {rule} did not break {invariant}, but {string.Join(", ", others)}");
    }
}
