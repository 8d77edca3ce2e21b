using System.Net.WebSockets;
using Broker.Testing.Clients;
using Broker.Testing.Waiting;
using Broker.Tests.Node.WebSockets.Conformance;

namespace Broker.Tests.Node;

/// <summary>A node that has no room for more connections.</summary>
public sealed class FullNodeTests : IAsyncLifetime
{
    private const int Max = 20;

    private readonly SmallNode _node = new();

    public Task InitializeAsync() => _node.InitializeAsync();

    public Task DisposeAsync() => _node.DisposeAsync();

    [Fact]
    [Trait("Limit", "node-connections")]
    public async Task A_node_that_is_full_says_come_later()
    {
        var clients = new List<SocketClient>();
        var refused = await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            for (var i = 0; i <= Max; i++)
            {
                clients.Add(await _node.ConnectAsync("/websocket"));
            }
        });
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }

        Assert.Equal(Max, clients.Count);
        Assert.Contains("503", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Limit", "node-connections")]
    public async Task Connections_beyond_the_spare_ones_are_ended_at_once_and_their_places_are_given_again()
    {
        var clients = new List<RawClient>();
        for (var i = 0; i < 2 * Max; i++)
        {
            clients.Add(await RawClient.ConnectAsync(_node.Url));
        }

        Assert.True(await clients[^1].EndsAsync());
        clients.ForEach(static client => client.Dispose());
        await Until.TrueAsync(IsLettingInAsync, "a client is let in");
    }

    private async Task<bool> IsLettingInAsync()
    {
        try
        {
            await using var client = await _node.ConnectAsync("/websocket");
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    private sealed class SmallNode : RunningNode
    {
        protected override IReadOnlyList<string> Arguments => ["--port", "0", $"--relay.http.max-connections={Max}"];
    }
}
