using System.Reflection;
using Broker.Actors.Topics;
using Broker.Tests.Topics.Simulation;
using Broker.Tests.Topics.Simulation.Plans;
using Broker.Tests.Topics.Simulation.Reports;
using Xunit.Abstractions;

namespace Broker.Tests.Topics;

/// <summary>Whether the simulation bites: each rule that protects a promise is broken in turn, and must be missed.</summary>
public class PlantedFaultTests(ITestOutputHelper output)
{
    private const int Seeds = 400;

    [Theory]
    [InlineData(nameof(ProtocolRules.RepeatsAreAnswered))]
    [InlineData(nameof(ProtocolRules.DoubtfulRepeatsAreRefused))]
    [InlineData(nameof(ProtocolRules.PredecessorsComeFirst))]
    [InlineData(nameof(ProtocolRules.WindowsAreBounded))]
    [InlineData(nameof(ProtocolRules.LowerTermsAreRefused))]
    [InlineData(nameof(ProtocolRules.GapsAreFetched))]
    [InlineData(nameof(ProtocolRules.GapsAreTold))]
    [InlineData(nameof(ProtocolRules.AdmittedOnlyInReach))]
    [InlineData(nameof(ProtocolRules.EarlyIsBounded))]
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
        typeof(ProtocolRules).GetProperty(rule, BindingFlags.Instance | BindingFlags.Public)!.SetValue(rules, false);
        return rules;
    }
}
