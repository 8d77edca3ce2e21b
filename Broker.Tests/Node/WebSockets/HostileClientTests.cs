using System.Net.WebSockets;
using System.Text;
using Broker.Protocol.Errors;
using Broker.Testing.Clients;
using Broker.Testing.Waiting;
using Broker.Tests.Node.WebSockets.Conformance;
using Broker.Tests.Protocol.WebSockets;

namespace Broker.Tests.Node.WebSockets;

/// <summary>Clients that hold a connection and give nothing for it, over real sockets.</summary>
public sealed class HostileClientTests(CarefulNode node) : IClassFixture<CarefulNode>
{
    private const string Good =
        "GET /websocket/hostile HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n";

    [Theory]
    [InlineData("")]
    [InlineData("GET /websocket HT")]
    [InlineData("GET /websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: webs")]
    public async Task A_handshake_that_does_not_come_to_its_end_is_cut(string beginning)
    {
        using var client = await RawClient.ConnectAsync(node.Url);
        await client.SendAsync(Encoding.ASCII.GetBytes(beginning));
        Assert.True(await client.EndsAsync());
    }

    [Fact]
    public async Task A_handshake_that_comes_byte_by_byte_has_no_more_time_than_any_other()
    {
        using var client = await RawClient.ConnectAsync(node.Url);
        var ended = client.EndsAsync();
        try
        {
            while (!ended.IsCompleted)
            {
                await client.SendAsync("a"u8.ToArray());
                await Task.WhenAny(ended, Until.TrueAsync(static () => Task.FromResult(true), "a turn"));
            }
        }
        catch (IOException)
        {
            // Cut while it was sending.
        }

        Assert.True(await ended);
    }

    [Fact]
    public async Task A_head_that_is_too_long_is_refused()
    {
        using var client = await RawClient.ConnectAsync(node.Url);
        await client.HandshakeAsync($"{Head()}X-Long: {new string('x', 20_000)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431", client.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_headers_are_refused()
    {
        using var client = await RawClient.ConnectAsync(node.Url);
        await client.HandshakeAsync(Head() + string.Concat(Enumerable.Range(0, 100).Select(static i => $"X-{i}: 1\r\n")) + "\r\n");
        Assert.StartsWith("HTTP/1.1 431", client.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1", "HTTP/1.0", "400")]
    [InlineData("GET ", "POST ", "405")]
    [InlineData("Upgrade: websocket", "Upgrade: h2c", "426")]
    [InlineData("Connection: Upgrade", "Connection: close", "426")]
    [InlineData("Version: 13", "Version: 12", "426")]
    [InlineData("Version: 13", "Version: 13\r\nSec-WebSocket-Version: 8", "426")]
    [InlineData("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "X: y", "400")]
    [InlineData("dGhlIHNhbXBsZSBub25jZQ==", "dGhlIHNhbXBsZSBub25j", "400")]
    [InlineData("Version: 13", "Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "400")]
    [InlineData("Version: 13", "Version: 13\r\nSec-WebSocket-Protocol: a b", "400")]
    [InlineData("Version: 13", "Version: 13\r\nSec-WebSocket-Extensions: a b", "400")]
    [InlineData("Host: {host}\r\n", "", "400")]
    [InlineData("Connection: Upgrade", "Connection: keep-alive, Upgrade", "101")]
    [InlineData("Upgrade: websocket", "Upgrade: WebSocket", "101")]
    [InlineData("Version: 13", "Version: 13\r\nSec-WebSocket-Protocol: other", "101")]
    public async Task A_handshake_is_answered_as_the_standard_says(string good, string instead, string status)
    {
        using var client = await RawClient.ConnectAsync(node.Url);
        await client.HandshakeAsync(Good.Replace(good, instead, StringComparison.Ordinal).Replace("{host}", node.Url.Authority, StringComparison.Ordinal) + "\r\n");
        Assert.StartsWith($"HTTP/1.1 {status}", client.Answer, StringComparison.Ordinal);
        Assert.Equal(status == "426", client.Answer.Contains("Sec-WebSocket-Version: 13", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("Sec-WebSocket-Protocol", client.Answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_client_that_does_not_answer_pings_is_cut()
    {
        using var client = await RawClient.OpenAsync(node.Url, "/websocket/silent");
        Assert.True(await client.EndsAsync());
    }

    [Fact]
    public async Task A_client_that_never_reads_costs_no_more_than_its_outbox_and_is_cut()
    {
        await using var publisher = await node.ConnectAsync("/websocket?own=off", "relay.v1");
        using var client = await RawClient.OpenAsync(node.Url, "/websocket/never-reads");
        var text = new string('x', 60_000);
        await Until.TrueAsync(
            async () =>
            {
                await publisher.SendAsync($$"""{"topic":"never-reads","text":"{{text}}","id":1}""");
                return (await node.Http.GetStringAsync("/metrics")).Contains($"code=\"{CloseCode.Slow.Number}\"", StringComparison.Ordinal);
            },
            "the client is closed as slow");
        Assert.True(await client.EndsAsync());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(10_000)]
    [InlineData(128 * 1024)]
    public async Task A_client_of_the_framework_that_compresses_hears_what_it_says(int length)
    {
        using var socket = new ClientWebSocket();
        socket.Options.DangerousDeflateOptions = new WebSocketDeflateOptions();
        using var limit = new CancellationTokenSource(Deadline.Step);
        await socket.ConnectAsync(new Uri($"ws://{node.Url.Authority}/websocket/deflate-{length}"), limit.Token);
        var sent = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, length).Select(static i => (char)('a' + (i % 7)))));
        await socket.SendAsync(sent, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, limit.Token);
        await socket.SendAsync(sent, WebSocketMessageType.Binary, WebSocketMessageFlags.EndOfMessage | WebSocketMessageFlags.DisableCompression, limit.Token);
        for (var i = 0; i < 2; i++)
        {
            var heard = new MemoryStream();
            var buffer = new byte[8192];
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(), limit.Token);
                Assert.True(part.MessageType != WebSocketMessageType.Close, $"{socket.CloseStatus} {socket.CloseStatusDescription}");
                heard.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);
            Assert.Equal(sent, heard.ToArray());
        }
    }

    [Fact]
    public async Task A_bomb_ends_its_own_connection_only()
    {
        using var client = await RawClient.OpenAsync(node.Url, "/websocket/bomb", "Sec-WebSocket-Extensions: permessage-deflate\r\n");
        Assert.Contains("permessage-deflate; server_no_context_takeover; client_no_context_takeover", client.Answer, StringComparison.Ordinal);
        var bomb = Bomb.Of(16 * 1024 * 1024);
        Assert.True(bomb.Length < Limits.MaxMessage);
        await client.SendAsync(ClientFrame.Of(2, bomb, reserved: 4));
        Assert.Equal("close 1009", await client.HearAsync());
    }

    private string Head() => Good.Replace("{host}", node.Url.Authority, StringComparison.Ordinal);
}
