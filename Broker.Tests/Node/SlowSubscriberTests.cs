using System.Globalization;
using System.Text.Json;
using Broker.Testing.Waiting;
using Broker.Tests.Node.WebSockets.Conformance;

namespace Broker.Tests.Node;

/// <summary>Clients that do not read for a while, in namespaces that drop rather than disconnect.</summary>
public sealed class SlowSubscriberTests(LossyNode node) : IClassFixture<LossyNode>
{
    // Well below what a client that reads too slowly is sent while nothing more is published.
    private static readonly string Padding = new('x', 20_000);

    [Theory]
    [InlineData("ticks/bare")]
    [InlineData("latest/bare")]
    public async Task A_bare_client_loses_what_is_in_between_and_stays(string topic)
    {
        using var client = await RawClient.OpenAsync(node.Url, $"/websocket?topics={topic}");
        var last = await PublishUntilDroppedAsync(topic);
        var heard = new List<int>();
        while (heard.LastOrDefault() != last)
        {
            heard.Add(Number(await client.TextAsync()));
        }

        Assert.Equal(1, heard[0]);
        Assert.Equal(heard.Distinct().Order(), heard);
        Assert.True(heard.Count < last, "something is missing");
        Assert.Equal(last + 1, Number(await NextAsync(client, topic, last + 1)));
    }

    [Theory]
    [InlineData("ticks/relay")]
    [InlineData("latest/relay")]
    public async Task A_relay_client_is_told_in_its_place_what_it_lost(string topic)
    {
        using var client = await RawClient.OpenAsync(node.Url, $"/websocket?own=off&topics={topic}", "Sec-WebSocket-Protocol: relay.v1\r\n");
        var last = await PublishUntilDroppedAsync(topic);
        var (at, resets) = (0L, 0);
        while (at != last)
        {
            using var message = JsonDocument.Parse(await client.TextAsync());
            var root = message.RootElement;
            if (root.TryGetProperty("reset", out var reset))
            {
                Assert.Equal(topic, reset.GetString());
                Assert.True(root.GetProperty("offset").GetInt64() > at);
                resets++;
            }
            else if (root.TryGetProperty("topic", out _))
            {
                Assert.Equal(at + 1, root.GetProperty("offset").GetInt64());
            }
            else
            {
                continue;
            }

            at = root.GetProperty("offset").GetInt64();
        }

        Assert.True(resets > 0, "it was told");
    }

    // Until far more was dropped than one client's share of the buffers of the system on the way.
    private async Task<int> PublishUntilDroppedAsync(string topic)
    {
        var before = await DroppedAsync();
        for (var number = 1; ; number++)
        {
            await PublishAsync(topic, number);
            if (number % 10 == 0 && await DroppedAsync() >= before + 20)
            {
                return number;
            }
        }
    }

    private async Task<string> NextAsync(RawClient client, string topic, int number)
    {
        await PublishAsync(topic, number);
        return await client.TextAsync();
    }

    private async Task PublishAsync(string topic, int number)
    {
        using var body = new StringContent($$"""{"n":{{number}},"pad":"{{Padding}}"}""");
        using var answer = await node.Http.PostAsync($"/sendSocket/{topic}", body).WaitAsync(Deadline.Step);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<double> DroppedAsync()
    {
        var metrics = await node.Http.GetStringAsync("/metrics");
        var lines = metrics.Split('\n').Where(static text => text.StartsWith("relay_outbox_dropped_total ", StringComparison.Ordinal));

        // Other nodes of this process count under the same name.
        return lines.Sum(static line => double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
    }

    private static int Number(string text) => JsonDocument.Parse(text).RootElement.GetProperty("n").GetInt32();
}
