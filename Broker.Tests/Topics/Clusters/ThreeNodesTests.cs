using System.Diagnostics;
using System.Globalization;
using System.Text;
using Broker.Actors.Publishing;
using Broker.Protocol.Errors;
using Broker.Tests.Connections;
using Xunit.Abstractions;

namespace Broker.Tests.Topics.Clusters;

/// <summary>The broker's actors on three nodes, through the engine's remoting, cluster and sharding.</summary>
public sealed class ThreeNodesTests(ITestOutputHelper output) : IAsyncLifetime
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
    public async Task A_publish_on_any_node_reaches_the_subscribers_on_all()
    {
        var clients = await OpenOnAll("room");
        foreach (var node in _nodes)
        {
            var result = await node.PublishAsync("room", $"from {node.Address.Port}");

            Assert.Equal((null, 3), (result.Error, result.Nodes));
            foreach (var client in clients)
            {
                Assert.EndsWith($"from {node.Address.Port}", await HearAsync(client), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Concurrent_publishers_on_all_nodes_are_heard_in_one_order()
    {
        const int Each = 500;
        var clients = await OpenOnAll("room");
        await Task.WhenAll(clients.Select((client, publisher) => Task.Run(async () =>
        {
            for (var number = 0; number < Each; number++)
            {
                await client.Gate.WaitAsync();
                client.Say(BrokerOnOneNode.Text($"<{publisher}:{number}>"));
            }
        })));

        var orders = await Task.WhenAll(clients.Select(client => HearAsync(client, Each * clients.Count)));

        Assert.Equal(orders[0], orders[1]);
        Assert.Equal(orders[0], orders[2]);
        Assert.Equal(Each * clients.Count, orders[0].Distinct().Count());
        for (var publisher = 0; publisher < clients.Count; publisher++)
        {
            var own = orders[0].Where(heard => heard.Contains($"<{publisher}:", StringComparison.Ordinal)).ToList();
            Assert.Equal(Enumerable.Range(0, Each).Select(number => $"<{publisher}:{number}>"), own.Select(static heard => heard[heard.IndexOf('<')..]));
        }
    }

    [Fact]
    public async Task Clients_that_hear_no_answer_have_their_credit_back_all_the_same()
    {
        const int Each = 50;
        var (_, others) = await FindOwner("room");
        var sent = new AnswersSent();
        var clients = new List<FakeClientSocket>();
        for (var number = 0; number < 20; number++)
        {
            clients.Add(await others[0].OpenAsync("room", new FakeClientSocket(outboxBytes: 16 << 20, credit: 1)));
        }

        // With a credit of one message each waits for the answer to the one before.
        await Task.WhenAll(clients.Select(static client => Task.Run(async () =>
        {
            for (var number = 0; number < Each; number++)
            {
                await client.Gate.WaitAsync().AsTask().WaitAsync(FakeClientSocket.Patience);
                client.Say(BrokerOnOneNode.Text(Numbered(number)));
            }

            await client.Gate.WaitAsync().AsTask().WaitAsync(FakeClientSocket.Patience);
        })));

        var (answers, messages) = sent.End();
        output.WriteLine($"{answers} answers in {messages} messages.");
        Assert.Equal(Each * clients.Count, (await others[1].ReadAsync("room")).Head.Offset.Value - 1);
        Assert.InRange(messages, 1, answers / 2);
        Assert.Equal(clients.Count, others[0].Services.Publishers.Count);
        clients.ForEach(static client => client.HangUp());
        await Task.WhenAll(clients.Select(static client => client.Aborted));
        Assert.Equal(0, others[0].Services.Publishers.Count);
    }

    [Fact]
    public async Task When_the_owners_node_leaves_nothing_is_lost_and_nothing_comes_twice()
    {
        var (owner, others) = await FindOwner("room");
        var clients = new List<FakeClientSocket> { await others[0].OpenAsync("room"), await others[1].OpenAsync("room") };
        using var stop = new CancellationTokenSource();
        var publishing = PublishUntil(others[0], "room", stop.Token);

        await HearAsync(clients[0], 50);
        var watch = Stopwatch.StartNew();
        await owner.StopAsync();
        output.WriteLine($"The owner's node has left after {watch.ElapsedMilliseconds} ms.");
        await HearAsync(clients[0], 50);
        await stop.CancelAsync();
        var (count, longest) = await publishing;

        var heard = await HearAsync(clients[1], count);
        Assert.Equal(Enumerable.Range(0, count).Select(Numbered), heard.Select(static text => text[text.IndexOf('<')..]));
        output.WriteLine($"{count} publishes, the longest took {longest.TotalMilliseconds:0} ms.");
    }

    [Fact]
    public async Task A_clean_move_changes_neither_epoch_nor_offsets_nor_history()
    {
        const int Count = 300;
        var (owner, others) = await FindOwner("room");
        for (var number = 1; number < Count; number++)
        {
            Assert.Null((await others[0].PublishAsync("room", Numbered(number))).Error);
        }

        var before = await others[0].ReadAsync("room");
        await owner.StopAsync();
        var after = await others[1].ReadAsync("room");
        var next = await others[0].PublishAsync("room", "after");

        Assert.Equal((Count, 100), (before.Head.Offset.Value, before.Publications.Count));
        Assert.Equal(before.Head, after.Head);
        Assert.Equal(before.Publications.Select(static kept => (kept.Offset, kept.TimeMs, kept.Payload)), after.Publications.Select(static kept => (kept.Offset, kept.TimeMs, kept.Payload)));
        Assert.Equal(before.Head with { Offset = before.Head.Offset.Next }, next.Position);
    }

    [Fact]
    public async Task When_the_owners_node_dies_its_subscribers_are_told_and_delivery_goes_on()
    {
        var (owner, others) = await FindOwner("room");
        var client = await others[0].OpenAsync("room");
        await others[1].PublishAsync("room", "before");
        await HearAsync(client);

        var watch = Stopwatch.StartNew();
        await owner.CrashAsync();
        Assert.Equal(CloseCode.ServiceRestart, (await client.ClosedAsync()).Code);
        client = await others[0].OpenAsync("room");
        PublishResult result;
        do
        {
            result = await others[1].PublishAsync("room", "after");
        }
        while (result.Error is not null);

        Assert.EndsWith("after", await HearAsync(client), StringComparison.Ordinal);
        output.WriteLine($"Heard again after {watch.ElapsedMilliseconds} ms.");
    }

    private static string Numbered(int number) => string.Create(CultureInfo.InvariantCulture, $"<{number}>");

    private static async Task<(int Count, TimeSpan Longest)> PublishUntil(BrokerNode node, string topic, CancellationToken stop)
    {
        var count = 0;
        var longest = TimeSpan.Zero;
        while (!stop.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Null((await node.PublishAsync(topic, Numbered(count))).Error);
            count++;
            var took = Stopwatch.GetElapsedTime(started);
            longest = took > longest ? took : longest;
        }

        return (count, longest);
    }

    private static async Task<string> HearAsync(FakeClientSocket client) => Encoding.UTF8.GetString((await client.HearAsync()).Span);

    private static async Task<List<string>> HearAsync(FakeClientSocket client, int count)
    {
        var heard = new List<string>();
        while (heard.Count < count)
        {
            heard.Add(await HearAsync(client));
        }

        return heard;
    }

    private async Task<List<FakeClientSocket>> OpenOnAll(string key)
    {
        var clients = new List<FakeClientSocket>();
        foreach (var node in _nodes)
        {
            clients.Add(await node.OpenAsync(key));
        }

        return clients;
    }

    private async Task<(BrokerNode Owner, List<BrokerNode> Others)> FindOwner(string topic)
    {
        var result = await _nodes[0].PublishAsync(topic, "where are you?");
        Assert.Null(result.Error);
        var owner = _nodes.Single(node => result.Owner == $"{node.Address.Host}:{node.Address.Port}");
        return (owner, [.. _nodes.Where(node => node != owner)]);
    }
}
