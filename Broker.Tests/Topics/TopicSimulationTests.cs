using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Tests.Topics.Simulation;
using Xunit.Abstractions;

namespace Broker.Tests.Topics;

/// <summary>Owners, relays and publishers of one topic together, through losses, crashes, moves and cut-off owners.</summary>
public class TopicSimulationTests(ITestOutputHelper output)
{
    private const int Seeds = 500;

    [Fact]
    public void Subscribers_hear_one_order_without_gap_or_duplicate_or_are_told()
    {
        var total = new Statistics();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            total.Add(Run(seed, isFaulty: true));
        }

        output.WriteLine($"{Seeds} seeds: {total}");
        Assert.True(total.HandOffs > Seeds / 2 && total.Crashes > Seeds / 4 && total.CutOffs > Seeds / 4);
        Assert.True(total.Fetches > Seeds && total.Of(DeliverVerdict.OtherTerm) > 0);
        Assert.True(total.Of(PublishVerdict.Repeated) > Seeds && total.Of(PublishVerdict.Unknown) > 0);
    }

    [Fact]
    public void Clean_moves_alone_cost_no_gap_and_leave_no_publish_in_doubt()
    {
        var total = new Statistics();
        for (var seed = 1; seed <= Seeds / 5; seed++)
        {
            total.Add(Run(seed, isFaulty: false));
        }

        output.WriteLine($"{Seeds / 5} seeds: {total}");
        Assert.True(total.HandOffs > Seeds / 5);
        Assert.Equal((0, 0, 0), (total.Gaps, total.Of(PublishVerdict.Unknown), total.Of(DeliverVerdict.OtherTerm)));
    }

    private static Statistics Run(int seed, bool isFaulty)
    {
        var simulation = new TopicSimulation(seed, isFaulty);
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
