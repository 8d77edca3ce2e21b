using System.Net.Sockets;
using System.Text;

namespace Broker.Tests.Node.WebSockets;

/// <summary>Clients that are gone at once, as port scanners and closed laptops are: nothing of that is an error of the node.</summary>
public sealed class VanishingClientTests
{
    private const string Head =
        "GET /websocket/gone HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";

    [Theory]
    [InlineData("")]
    [InlineData("GET /websocket/gone HTTP/1.1\r\nHost: ")]
    [InlineData(Head)]
    [InlineData(Head + "\u0001")]
    public async Task A_connection_that_is_reset_is_no_error(string sent)
    {
        var node = new LoggingNode();
        await node.InitializeAsync();
        for (var i = 0; i < 5; i++)
        {
            await ResetAsync(node.Url, sent, waitsForAnswer: i % 2 == 1 && sent.StartsWith(Head, StringComparison.Ordinal));
        }

        // What it does for the clients is over when it has ended.
        await node.DisposeAsync();
        Assert.Empty(node.Errors);
    }

    [Fact]
    public async Task A_connection_on_which_nothing_was_said_does_not_hold_up_a_node_that_stops()
    {
        var node = new LoggingNode();
        await node.InitializeAsync();
        using var silent = new TcpClient();
        await silent.ConnectAsync(node.Url.Host, node.Url.Port);
        await node.Http.GetAsync("/health/live");

        await node.StopAsync();

        Assert.Equal(0, await silent.GetStream().ReadAsync(new byte[1]));
        await node.DisposeAsync();
    }

    private static async Task ResetAsync(Uri url, string sent, bool waitsForAnswer)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(url.Host, url.Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(sent));
        if (waitsForAnswer)
        {
            await client.GetStream().ReadExactlyAsync(new byte[12]);
        }

        // Without lingering the end is a reset.
        client.LingerState = new LingerOption(true, 0);
    }
}
