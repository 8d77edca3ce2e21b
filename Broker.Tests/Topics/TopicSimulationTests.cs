using Broker.Actors.Topics;
using Broker.Tests.Topics.Simulation;
using Broker.Tests.Topics.Simulation.Checks;
using Broker.Tests.Topics.Simulation.Plans;
using Xunit.Abstractions;

namespace Broker.Tests.Topics;

/// <summary>The cores of all nodes together, through moves, losses and leaving nodes.</summary>
public class TopicSimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void Histories_run_to_an_end()
    {
        var failures = Enumerable.Range(1, 100).Select(static seed => SimulationRun.Try(PlanMaker.Make(seed, ProtocolRules.All))).ToList();
        Assert.All(failures, static failure => Assert.True(failure is null or Violation, failure?.ToString()));
        output.WriteLine($"{failures.Count(static failure => failure is null)} of {failures.Count} hold.");
    }
}
