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

    // Behind these stands another rule that alone keeps the promise in the histories that are drawn here; each has tests of its core.
    private static readonly string[] SecondLines =
    [
        nameof(ProtocolRules.OutlivedOwnersStop),
        nameof(ProtocolRules.FreshOwnersRise),
        nameof(ProtocolRules.EndsAreConfirmed),
        nameof(ProtocolRules.LowerTermsAreRefused),
        nameof(ProtocolRules.DuplicatesAreDropped),
        nameof(ProtocolRules.StaleContinuationsAreRefused),
        nameof(ProtocolRules.RestsAreNumbered),
        nameof(ProtocolRules.RestedPositionsAreKept),
        nameof(ProtocolRules.FiltersWaitForAllReachable),
        nameof(ProtocolRules.LostNodesAreTold),
        nameof(ProtocolRules.LateInterestIsTold),
        nameof(ProtocolRules.UnreachableNodesGetNoLease),
        nameof(ProtocolRules.GrantsAreWaitedOut),
        nameof(ProtocolRules.StaleStatesAreDropped),
        nameof(ProtocolRules.LateUnsubscribesAreIgnored),
        nameof(ProtocolRules.LeftStatesArePinned),
        nameof(ProtocolRules.HostingsInBetweenCount),
        nameof(ProtocolRules.LapsedHoldersDrop),
        nameof(ProtocolRules.HoldersKeepUntilTaken),
    ];

    public static TheoryData<string> Rules() =>
        [.. typeof(ProtocolRules).GetProperties()
            .Where(static rule => rule.PropertyType == typeof(bool))
            .Select(static rule => rule.Name)
            .Except(TestedElsewhere)
            .Except(SecondLines)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_protocol_without_this_rule_breaks_a_promise(string rule)
    {
        var run = new SimulationRun(FirstSeed: 1, Seeds, Without(rule));
        var failed = run.FindFailure(new Report());
        Assert.True(failed is not null, $"{Seeds} histories without {rule} broke nothing.");
        var failure = SimulationRun.Try(PlanMaker.Make(failed.Value, run.Rules));
        output.WriteLine($"{rule}: seed {failed}, {failure!.Message}");
    }

    private static ProtocolRules Without(string rule)
    {
        var rules = new ProtocolRules();
        typeof(ProtocolRules).GetProperty(rule)!.SetValue(rules, false);
        return rules;
    }
}
