using System.Diagnostics;
using System.Text;
using Broker.Tests.Connections;
using Xunit.Abstractions;

namespace Broker.Tests.Topics.Clusters;

/// <summary>What is lost last between two nodes.</summary>
public sealed class HeadReportTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly List<BrokerNode> _nodes = [];

    public async Task InitializeAsync()
    {
        _nodes.Add(await BrokerNode.StartAsync(isLossy: true));
        _nodes.Add(await BrokerNode.StartAsync(isLossy: true));
        await _nodes[0].JoinAsync(_nodes[0]);
        await _nodes[1].JoinAsync(_nodes[0]);
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_loss_of_exactly_the_last_message_is_repaired_by_a_report()
    {
        var clients = new List<FakeClientSocket> { await _nodes[0].OpenAsync("room"), await _nodes[1].OpenAsync("room") };
        await _nodes[0].PublishAsync("room", "first");
        foreach (var client in clients)
        {
            Assert.EndsWith("first", await HearAsync(client), StringComparison.Ordinal);
        }

        // Whichever node owns the topic: the other one's delivery is lost, and nothing comes after it.
        var watch = Stopwatch.StartNew();
        var result = await _nodes[0].PublishAsync("room", "last " + LossyDelivers.Mark);

        Assert.Equal((null, 2), (result.Error, result.Nodes));
        foreach (var client in clients)
        {
            Assert.EndsWith(LossyDelivers.Mark, await HearAsync(client), StringComparison.Ordinal);
        }

        output.WriteLine($"Heard by both after {watch.ElapsedMilliseconds} ms; reports go once a second.");
    }

    private static async Task<string> HearAsync(FakeClientSocket client) => Encoding.UTF8.GetString((await client.HearAsync()).Span);
}
