using EngineTests.Sharding.Simulation;
using Xunit.Abstractions;

namespace EngineTests.Sharding;

public class ShardingHistoriesTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    [Fact]
    public void Nodes_that_come_and_leave_lose_no_message_and_keep_each_senders_order()
    {
        foreach (var history in Play(1, 40, new HistoryPlan(Length, Loss: 0, Crashes: false)))
        {
            Assert.Empty(history.Cluster.Ledger.Lost);
            Assert.Equal(0, history.Cluster.Ledger.OutOfOrder);
        }
    }

    [Fact]
    public void Crashes_leave_every_shard_with_one_home_and_every_message_accounted_for() =>
        _ = Play(1_000, 40, new HistoryPlan(Length, Loss: 0, Crashes: true));

    [Fact]
    public void Lost_messages_delay_and_break_nothing() =>
        _ = Play(2_000, 40, new HistoryPlan(Length, Loss: 0.05, Crashes: true));

    private List<ShardingHistory> Play(int firstSeed, int count, HistoryPlan plan)
    {
        var histories = Enumerable.Range(firstSeed, count).Select(seed => new ShardingHistory(seed, plan).Run()).ToList();
        output.WriteLine($"seeds {firstSeed} to {firstSeed + count - 1}: {histories.Sum(static h => h.Joins)} joins, " +
            $"{histories.Sum(static h => h.Leaves)} leaves, {histories.Sum(static h => h.Crashes)} crashes, " +
            $"{histories.Sum(static h => h.Cluster.Network.Lost)} messages lost on links, " +
            $"{histories.Sum(static h => h.Cluster.Ledger.Delivered)} delivered, {histories.Sum(static h => h.Cluster.Ledger.OutOfOrder)} out of order");
        foreach (var lost in histories.SelectMany(static h => h.Cluster.Ledger.Lost).GroupBy(static entry => entry.Key))
            output.WriteLine($"  lost: {lost.Key}: {lost.Sum(static entry => entry.Value)}");
        foreach (var decision in histories.SelectMany(static h => h.Cluster.Decisions).GroupBy(static entry => entry.Key))
            output.WriteLine($"  {decision.Key}: {decision.Sum(static entry => entry.Value)}");
        return histories;
    }
}
