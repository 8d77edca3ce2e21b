using Broker.Actors.Topics;
using Broker.Tests.Topics.Simulation;
using Broker.Tests.Topics.Simulation.Plans;
using Xunit.Abstractions;

namespace Broker.Tests.Topics;

/// <summary>The cores of all nodes together, through moves, losses and leaving nodes.</summary>
public class TopicSimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void What_the_protocol_promises_holds_in_every_calm_history()
    {
        var seeds = Enumerable.Range(1, 300).Where(static seed => PlanMaker.Make(seed, ProtocolRules.All).Mood == Mood.Calm);
        Assert.All(seeds, seed =>
        {
            if (SimulationRun.Try(PlanMaker.Make(seed, ProtocolRules.All)) is not null)
            {
                Assert.Fail(new SimulationRun(seed, 1, ProtocolRules.All).Explain(seed));
            }
        });
        output.WriteLine("All calm histories hold.");
    }
}
