using Broker.Tests.Topics.Simulation;
using Broker.Tests.Topics.Simulation.Reports;
using Xunit.Abstractions;

namespace Broker.Tests.Topics;

/// <summary>The cores of all nodes together, through losses, crashes, pauses, partitions, moves and leaving nodes (CONTRIBUTING.md).</summary>
public class TopicSimulationTests(ITestOutputHelper output)
{
    // For each history on average; about a third of what happens, so that a change of the plans is noticed that takes something away.
    private static readonly Dictionary<string, double> Minimums = new()
    {
        ["step.Crash"] = 0.5,
        ["step.Pause"] = 0.5,
        ["step.Partition"] = 0.5,
        ["step.Cut"] = 0.5,
        ["step.CutOneWay"] = 0.5,
        ["step.Hold"] = 0.5,
        ["step.Break"] = 0.5,
        ["step.Lose"] = 1,
        ["step.Leave"] = 0.5,
        ["step.StartTwice"] = 0.3,
        ["step.SetClock"] = 0.3,
        [nameof(Statistics.Moves)] = 1,
        [nameof(Statistics.Removals)] = 1,
        [nameof(Statistics.Downed)] = 0.5,
        [nameof(Statistics.Fetches)] = 2,
        [nameof(Statistics.EpochsBegun)] = 2,
        [nameof(Statistics.Continued)] = 1,
        [nameof(Statistics.Takes)] = 1,
        [nameof(Statistics.FenceLapses)] = 0.3,
        [nameof(Statistics.Invites)] = 1,
        [nameof(Statistics.Recovered)] = 0.3,
        [nameof(Statistics.Overflows)] = 0.3,
        [nameof(Statistics.AnswersGathered)] = 5,
        [nameof(Statistics.AnswersHurried)] = 0.3,
        [nameof(Statistics.AnswerBatchesLost)] = 0.3,
        ["publish.Accepted"] = 200,
        ["publish.Repeated"] = 1,
        ["publish.Busy"] = 0.3,
        ["told.OwnerLost"] = 0.3,
    };

    [Fact]
    public void What_the_protocol_promises_holds_in_every_history()
    {
        var report = SimulationRun.FromEnvironment().Execute();
        output.WriteLine(report.ToString());
        if (SimulationRun.IsDefault)
        {
            Assert.Empty(report.Missing(Minimums));
        }
    }
}
