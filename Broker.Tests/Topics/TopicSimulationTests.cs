using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Tests.Topics.Simulation;
using Xunit.Abstractions;

namespace Broker.Tests.Topics;

/// <summary>Owners, relays and publishers of one topic together, through losses, crashes, moves and cut-off owners.</summary>
public class TopicSimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 200;

    [Fact]
    public void Subscribers_hear_one_order_without_gap_or_duplicate_or_are_told()
    {
        var total = new Statistics();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            total.Add(Run(seed));
        }

        output.WriteLine($"{Seeds} seeds: {total}");
        Assert.True(total.HandOffs > Seeds / 2 && total.Crashes > Seeds / 4 && total.CutOffs > Seeds / 4);
        Assert.True(total.Fetches > Seeds && total.Of(DeliverVerdict.OtherTerm) > 0);
        Assert.True(total.Of(PublishVerdict.Repeated) > Seeds && total.Of(PublishVerdict.Unknown) > 0);
    }

    private static Statistics Run(int seed)
    {
        var simulation = new TopicSimulation(seed);
        try
        {
            simulation.Run();
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Seed {seed} failed at {simulation.Time.Now} ms ({simulation.Statistics}).", failure);
        }

        return simulation.Statistics;
    }
}
