using System.Text;
using Broker.Protocol.Errors;
using Broker.Tests.Connections;

namespace Broker.Tests.Topics.Clusters;

/// <summary>Clients that hear filters, on three nodes, through the engine's remoting, cluster and sharding.</summary>
public sealed class FiltersTests : IAsyncLifetime
{
    private readonly List<BrokerNode> _nodes = [];

    public async Task InitializeAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            _nodes.Add(await BrokerNode.StartAsync());
        }

        foreach (var node in _nodes)
        {
            await node.JoinAsync(_nodes[0]);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_is_published_anywhere_after_a_filter_is_acknowledged_is_heard()
    {
        const int Topics = 30;
        var clients = new List<FakeClientSocket>();
        foreach (var node in _nodes)
        {
            clients.Add(await node.OpenAsync($"listener-{clients.Count}", "news/+/eu"));
            await PublishAll(Topics, $"round {clients.Count} ", "news/{0}/eu", "news/{0}/us", "news/{0}");
        }

        // In order within each topic; of several topics one may be ahead.
        for (var first = 1; first <= clients.Count; first++)
        {
            var expected = Enumerable.Range(first, clients.Count - first + 1).SelectMany(round => Numbered(Topics, $"round {round} ")).ToList();
            Assert.Equal(expected, (await HearAsync(clients[first - 1], expected.Count)).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Who_publishes_is_told_of_the_nodes_that_hear_it_by_a_filter_only()
    {
        var clients = new[] { await _nodes[0].OpenAsync("listener-0", "counted/+"), await _nodes[1].OpenAsync("listener-1", "counted/#") };
        foreach (var topic in new[] { "counted/1", "counted/2" })
        {
            // The first invites them; when they come to hear the next they may have subscribed.
            var first = await _nodes[2].PublishAsync(topic, "one");
            Assert.Equal((null, 2), (first.Error, first.Nodes));
            var second = await _nodes[0].PublishAsync(topic, "two");
            Assert.Equal((null, 2), (second.Error, second.Nodes));
        }

        foreach (var client in clients)
        {
            Assert.Equal(["one", "one", "two", "two"], (await HearAsync(client, 4)).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_client_that_hears_a_topic_in_several_ways_gets_each_publication_once()
    {
        const int Count = 20;
        var client = await _nodes[0].OpenAsync("room", "+", "#", "roo/+/#");
        var other = await _nodes[0].OpenAsync("listener", "#");
        await PublishTo("room", 0, Count);
        Assert.Equal(Numbered(Count, ""), await HearAsync(client, Count));
        Assert.Equal(Numbered(Count, ""), await HearAsync(other, Count));

        // One that comes while the topic is served is merged too.
        var late = await _nodes[0].OpenAsync("room", "room/#", "+");
        await PublishTo("room", Count, Count);
        foreach (var heard in new[] { client, other, late })
        {
            Assert.Equal(Numbered(2 * Count, "")[Count..], await HearAsync(heard, Count));
        }
    }

    [Fact]
    public async Task When_a_node_leaves_what_filters_match_is_heard_once_and_in_order()
    {
        const int Topics = 12;
        var client = await _nodes[0].OpenAsync("listener", "news/#");
        await PublishAll(Topics, "before ", "news/{0}");
        await HearAsync(client, Topics);

        var leaving = _nodes[2].StopAsync();
        var count = 0;
        do
        {
            await PublishTo("news/0", count, 10);
            count += 10;
        }
        while (!leaving.IsCompleted);
        await leaving;
        await PublishAll(Topics, "after ", "news/{0}");

        var heard = await HearAsync(client, count + Topics);
        Assert.Equal(Numbered(count, ""), heard.Where(static text => !text.StartsWith("after", StringComparison.Ordinal)));
        Assert.Equal(Numbered(Topics, "after "), heard.Where(static text => text.StartsWith("after", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task When_a_node_dies_those_who_hear_filters_are_told()
    {
        const int Topics = 12;
        var client = await _nodes[0].OpenAsync("listener", "news/#");
        await PublishAll(Topics, "before ", "news/{0}");
        await HearAsync(client, Topics);

        await _nodes[2].CrashAsync();
        Assert.Equal(CloseCode.ServiceRestart, (await client.ClosedAsync()).Code);

        for (var topic = 0; topic < Topics; topic++)
        {
            while ((await _nodes[1].PublishAsync($"news/{topic}", "anyone?")).Error is not null)
            {
            }
        }

        client = await _nodes[0].OpenAsync("listener", "news/#");
        await PublishAll(Topics, "after ", "news/{0}");

        // A topic that was still looking for its owner may bring what was published just before the client came.
        var heard = new List<string>();
        while (heard.Count < Topics)
        {
            heard.AddRange((await HearAsync(client, 1)).Where(static text => text.StartsWith("after", StringComparison.Ordinal)));
        }

        Assert.Equal(Numbered(Topics, "after "), heard.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_node_that_joins_knows_the_filters_before_it_has_topics()
    {
        const int Topics = 40;
        var client = await _nodes[0].OpenAsync("listener", "news/#");
        var joined = await BrokerNode.StartAsync();
        _nodes.Add(joined);
        await joined.JoinAsync(_nodes[0]);
        for (var round = 0; round < 3; round++)
        {
            var marker = $"round {round} ";
            await PublishAll(Topics, marker, "news/{0}");
            Assert.Equal(Numbered(Topics, marker), (await HearAsync(client, Topics)).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task When_nobody_hears_a_filter_any_more_its_topics_are_let_go()
    {
        var client = await _nodes[0].OpenAsync("listener", "news/#");
        await PublishAll(3, "", "news/{0}");
        await HearAsync(client, 3);

        client.HangUp();
        var nodes = 1;
        while (nodes > 0)
        {
            nodes = (await _nodes[1].PublishAsync("news/0", "anyone?")).Nodes;
        }
    }

    private static List<string> Numbered(int count, string prefix) => [.. Enumerable.Range(0, count).Select(number => $"{prefix}<{number:000}>")];

    private async Task PublishAll(int topics, string prefix, params string[] names)
    {
        foreach (var name in names)
        {
            await Task.WhenAll(Enumerable.Range(0, topics).Select(async topic =>
                Assert.Null((await _nodes[topic % 2].PublishAsync(string.Format(null, name, topic), $"{prefix}<{topic:000}>")).Error)));
        }
    }

    private async Task PublishTo(string topic, int first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            Assert.Null((await _nodes[number % 2].PublishAsync(topic, $"<{number:000}>")).Error);
        }
    }

    // The text behind the two bytes of a short frame's header.
    private static async Task<List<string>> HearAsync(FakeClientSocket client, int count)
    {
        var heard = new List<string>();
        while (heard.Count < count)
        {
            heard.Add(Encoding.UTF8.GetString((await client.HearAsync()).Span[2..]));
        }

        return heard;
    }
}
