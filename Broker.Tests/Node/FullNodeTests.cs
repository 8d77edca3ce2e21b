using System.Net.WebSockets;
using Broker.Testing.Clients;

namespace Broker.Tests.Node;

/// <summary>A node that has no room for more connections.</summary>
public sealed class FullNodeTests(FullNodeTests.SmallNode node) : IClassFixture<FullNodeTests.SmallNode>
{
    [Fact]
    [Trait("Limit", "node-connections")]
    public async Task A_node_that_is_full_says_come_later()
    {
        var clients = new List<SocketClient>();
        var refused = await Assert.ThrowsAsync<WebSocketException>(async () =>
        {
            for (var i = 0; i <= 20; i++)
            {
                clients.Add(await node.ConnectAsync("/websocket"));
            }
        });
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }

        // Beyond the node's limit the server may also just not take the connection.
        Assert.True(clients.Count is >= 15 and <= 20, $"{clients.Count} {refused.Message}");
    }

    public sealed class SmallNode : RunningNode
    {
        protected override IReadOnlyList<string> Arguments => ["--port", "0", "--relay.http.max-connections=20"];
    }
}
