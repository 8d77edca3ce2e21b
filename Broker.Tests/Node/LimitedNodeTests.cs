using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using Broker.Testing.Clients;
using Broker.Testing.Waiting;
using Broker.Tests.Node.WebSockets.Conformance;

namespace Broker.Tests.Node;

/// <summary>What clients of a node are told when they reach a limit, and that it is counted.</summary>
public sealed class LimitedNodeTests(LimitedNode node) : IClassFixture<LimitedNode>
{
    [Fact]
    [Trait("Limit", "client-subscriptions")]
    public async Task A_connection_has_so_many_subscriptions()
    {
        await using var full = await node.ConnectAsync("/websocket?topics=1,2,3,4,5,6,7");
        await Assert.ThrowsAsync<WebSocketException>(() => node.ConnectAsync("/websocket?topics=1,2,3,4,5,6,7,8"));
        Assert.True(await ReachedAsync("client-subscriptions") > 0);
    }

    [Fact]
    [Trait("Limit", "frame-size body-size")]
    public async Task A_message_has_a_largest_size()
    {
        await using var client = await node.ConnectAsync("/websocket/size");
        await client.SendAsync(new string('x', 1025));
        Assert.Equal(1009, (await client.Closed.WaitAsync(Deadline.Step)).Code);

        using var body = new StringContent(new string('x', 1025));
        using var answer = await node.Http.PostAsync("/sendSocket/size", body);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_client_that_sends_too_fast_is_slowed_down_and_loses_nothing()
    {
        const int messages = 120;
        await using var client = await node.ConnectAsync("/websocket/fast");
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < messages; i++)
        {
            await client.SendAsync($"{i}");
        }

        await client.TextAsync($"{messages - 1}");

        // 64 may be under way, 2 are saved up; the rest comes at 20 a second.
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds((messages - 70) / 20.0), $"{watch.Elapsed}");
        Assert.Equal(Enumerable.Range(0, messages).Select(static i => $"{i}"), client.Received.Snapshot().Select(static message => message.Text));
        Assert.True(await ReachedAsync("client-messages") > 0);
    }

    [Fact]
    public async Task A_client_that_pings_too_fast_is_slowed_down_too()
    {
        // 16 of them are a message: 64 of those may be under way, 2 are saved up; the rest comes at 20 a second.
        const int pings = 16 * 110;
        using var client = await RawClient.OpenAsync(node.Url, "/websocket/pings");
        var watch = Stopwatch.StartNew();
        var sending = client.SendAsync(Enumerable.Repeat(ClientFrame.Of(0x9, "?"u8), pings).SelectMany(static frame => frame).ToArray());
        for (var i = 0; i < pings; i++)
        {
            Assert.Equal(Messages.Pong("?"u8), await client.HearAsync());
        }

        await sending;
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds((110 - 70) / 20.0), $"{watch.Elapsed}");
    }

    private async Task<double> ReachedAsync(string limit)
    {
        var metrics = await node.Http.GetStringAsync("/metrics");
        var lines = metrics.Split('\n').Where(text => text.StartsWith($"relay_limit_reached_total{{limit=\"{limit}\"}}", StringComparison.Ordinal));

        // Other nodes of this process count under the same name.
        return lines.Sum(static line => double.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
    }
}
