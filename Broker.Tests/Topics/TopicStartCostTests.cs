using System.Globalization;
using Broker.Tests.Topics.Simulation;
using Broker.Tests.Topics.Simulation.Plans;
using Broker.Tests.Topics.Simulation.Reports;
using Xunit.Abstractions;

namespace Broker.Tests.Topics;

/// <summary>What it costs to start one more topic, in messages between nodes.</summary>
public class TopicStartCostTests(ITestOutputHelper output)
{
    private const int MoreTopics = 40;
    private const int Interval = 500;
    private const int FirstAt = 10_000;

    [Fact]
    public void Starting_a_topic_costs_the_same_on_3_nodes_and_on_30()
    {
        var costs = new[] { 3, 30 }.Select(CostOfOneMore).ToList();
        output.WriteLine($"Messages of keepers for one more topic: {costs[0].Keepers} with 3 nodes, {costs[1].Keepers} with 30; all messages but those of fences: {costs[0].All} and {costs[1].All}");
        Assert.All(costs, static cost => Assert.Equal(0, cost.Keepers));

        // A subscribe and its answer, to another node or to the same one.
        Assert.All(costs, static cost => Assert.InRange(cost.All, 0, 2));
    }

    private static (double Keepers, double All) CostOfOneMore(int nodes)
    {
        var (one, many) = (Run(nodes, 1), Run(nodes, 1 + MoreTopics));
        return ((many.KeeperMessages - one.KeeperMessages) / (double)MoreTopics, (many.MessagesSent - one.MessagesSent) / (double)MoreTopics);
    }

    // All topics in one shard: the first one brings it to a node.
    private static Statistics Run(int nodes, int topics)
    {
        var world = new World(
            new Plan
            {
                Seed = 1,
                Mood = Mood.Calm,
                Nodes = nodes,
                Shards = 1,
                TopicCount = topics,
                Publishers = 0,
                Subscribers = [.. Enumerable.Range(0, topics).Select(static topic => topic.ToString(CultureInfo.InvariantCulture))],
                Skews = new int[nodes],
                Steps = [.. Enumerable.Range(0, topics).Select(static topic => new PlanStep(FirstAt + (topic * Interval), StepKind.Subscribe, topic))],
                FaultyUntil = FirstAt,
                End = FirstAt + ((MoreTopics + 2) * Interval),
            },
            isTraced: false);
        world.Run();
        return world.Statistics;
    }
}
