using Broker.Actors.Topics;
using Broker.Protocol.Namespaces;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;
using Broker.Tests.Connections;

namespace Broker.Tests.Topics;

public sealed class HistoryBudgetTests : TestKit
{
    private readonly NamespaceOptions _limits = new() { RepairCount = 1, HistorySize = 100, HistoryBytes = 500 };

    [Fact]
    [Trait("Limit", "topic-history")]
    public void The_history_of_a_topic_is_bounded_in_bytes()
    {
        var log = new TopicLog(_limits, new TopicOptions());
        Fill(log, 50);

        Assert.Equal((5, 500), (log.HistoryCount, log.HistoryBytes));
    }

    [Fact]
    public void Of_a_history_that_is_shortened_the_newer_half_stays()
    {
        var log = new TopicLog(_limits, new TopicOptions());
        Fill(log, 5);
        log.ShortenHistory();

        Assert.Equal((2, 200, 2), (log.HistoryCount, log.HistoryBytes, log.Count));
        Assert.Equal(4, log.FirstOfHistory.Value);
        log.ShortenHistory();
        log.ShortenHistory();
        Assert.Equal((0, 0L), (log.HistoryCount, log.HistoryBytes));
    }

    [Fact]
    [Trait("Limit", "node-history")]
    public async Task The_histories_of_a_node_are_bounded_together()
    {
        using var broker = new BrokerOnOneNode(Sys, topics: new TopicOptions { NodeHistoryBytes = 20_000 });
        for (var i = 0; i < 20; i++)
        {
            for (var n = 0; n < 20; n++)
            {
                Assert.Null((await broker.PublishAsync($"topic-{i}", new string('x', 100))).Error);
            }
        }

        Assert.InRange(broker.Services.HistoryBudget.Bytes, 10_000, 20_100);
    }

    private static void Fill(TopicLog log, int count)
    {
        for (var i = 1; i <= count; i++)
        {
            log.Append(new Publication(TopicName.Parse("t"), new Epoch(1), new Offset(i), 0, Payload.OfBinary(new byte[100])), now: 0);
        }
    }
}
