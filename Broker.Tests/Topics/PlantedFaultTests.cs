using Broker.Actors.Topics;
using Broker.Tests.Topics.Simulation;
using Broker.Tests.Topics.Simulation.Plans;
using Broker.Tests.Topics.Simulation.Reports;
using Xunit.Abstractions;

namespace Broker.Tests.Topics;

/// <summary>Whether the simulation bites: each rule that protects a promise is broken in turn, and must be missed.</summary>
public class PlantedFaultTests(ITestOutputHelper output)
{
    private const int Seeds = 600;

    // What is decided by a class that the simulation does not run, and is tested with that class.
    private static readonly string[] TestedElsewhere = [nameof(ProtocolRules.OverlapsAreMerged)];

    // What is behind another rule that alone keeps the promise in the histories that are drawn here. Each has tests of its core.
    private static readonly Dictionary<string, string> SecondLines = new()
    {
        [nameof(ProtocolRules.OutlivedOwnersStop)] = "no second owner begins beside an active one: StartsWaitForAnswers",
        [nameof(ProtocolRules.LowerTermsAreRefused)] = "the same",
        [nameof(ProtocolRules.RefusalsAreTold)] = "the same",
        [nameof(ProtocolRules.FreshOwnersRise)] = "members say their highest term before an owner begins: StartsWaitForAnswers",
        [nameof(ProtocolRules.StaleContinuationsAreRefused)] = "no stale state is given away: HostingsInBetweenCount",
        [nameof(ProtocolRules.StaleStatesAreDropped)] = "the same",
        [nameof(ProtocolRules.LapsedHoldersDrop)] = "the same",
        [nameof(ProtocolRules.LeftStatesArePinned)] = "the same: of two hostings that ask at once only the last counts",
        [nameof(ProtocolRules.UnreachableNodesGetNoLease)] = "GrantsAreWaitedOut; it saves the waiting",
        [nameof(ProtocolRules.RestsAreNumbered)] = "the owner counts numbers too, and a relay that comes back asks anew",
        [nameof(ProtocolRules.LateUnsubscribesAreIgnored)] = "one link delivers a wish to go before a later wish to come",
        [nameof(ProtocolRules.DuplicatesAreDropped)] = "nothing is emitted out of its turn: GapsAreFetched; it saves memory",
        [nameof(ProtocolRules.EndsAreConfirmed)] = "what was not heard is fetched from the successor; it saves that",
    };

    // Where a fault shows soonest; the others in histories of any kind.
    private static readonly Dictionary<string, Mood> Moods = new()
    {
        [nameof(ProtocolRules.RestedPositionsAreKept)] = Mood.Filters,
        [nameof(ProtocolRules.LostNodesAreTold)] = Mood.Filters,
        [nameof(ProtocolRules.LateInterestIsTold)] = Mood.Filters,
        [nameof(ProtocolRules.FiltersWaitForAllReachable)] = Mood.Calm,
        [nameof(ProtocolRules.GrantsAreWaitedOut)] = Mood.Downs,
        [nameof(ProtocolRules.HostingsInBetweenCount)] = Mood.Calm,
        [nameof(ProtocolRules.HoldersKeepUntilTaken)] = Mood.Calm,
        [nameof(ProtocolRules.TakersYield)] = Mood.Calm,
    };

    public static TheoryData<string> Rules() =>
        [.. typeof(ProtocolRules).GetProperties()
            .Where(static rule => rule.PropertyType == typeof(bool))
            .Select(static rule => rule.Name)
            .Except(TestedElsewhere)
            .Except(SecondLines.Keys)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_protocol_without_this_rule_breaks_a_promise(string rule)
    {
        var run = new SimulationRun(FirstSeed: 1, Seeds, Without(rule), Moods.TryGetValue(rule, out var mood) ? mood : null);
        var failed = run.FindFailure(new Report());
        Assert.True(failed is not null, $"{Seeds} histories without {rule} broke nothing.");
        var failure = SimulationRun.Try(run.PlanOf(failed.Value));
        output.WriteLine($"{rule}: seed {failed}, {failure!.Message}");
    }

    private static ProtocolRules Without(string rule)
    {
        var rules = new ProtocolRules();
        typeof(ProtocolRules).GetProperty(rule)!.SetValue(rules, false);
        return rules;
    }
}
