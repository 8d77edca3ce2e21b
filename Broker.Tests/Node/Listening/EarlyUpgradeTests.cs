using System.Text;
using Broker.Testing.Clients;
using Broker.Tests.Node.WebSockets.Conformance;

namespace Broker.Tests.Node.Listening;

/// <summary>Handshakes that are accepted before there is an HTTP server for their connection.</summary>
public sealed class EarlyUpgradeTests(RunningNode node) : IClassFixture<RunningNode>
{
    private const string Key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    // Nothing to the broker, and reason enough to leave a request to the server.
    private const string ForTheServer = "TE: trailers\r\n";

    [Theory]
    [InlineData("/websocket", "", 101)]
    [InlineData("/websocket/early?topics=a,b%2Cc", "", 101)]
    [InlineData("/websocket?topics=a/%2B", "Sec-WebSocket-Protocol: relay.v1\r\n", 101)]
    [InlineData("/websocket", "Sec-WebSocket-Protocol: other\r\n", 101)]
    [InlineData("/websocket", "Sec-WebSocket-Extensions: permessage-deflate\r\n", 101)]
    [InlineData("/websocket", "Origin: http://127.0.0.1:1\r\n", 101)]
    [InlineData("/mqtt", "Sec-WebSocket-Protocol: mqtt\r\n", 101)]
    [InlineData("/mqtt?x", "", 101)]
    [InlineData("/websocket", "Origin: http://elsewhere.example\r\n", 403)]
    [InlineData("/mqtt", "Origin: http://elsewhere.example\r\n", 403)]
    [InlineData("/websocket?topics=%FF", "", 400)]
    [InlineData("/websocket/%FF", "", 400)]
    [InlineData("/websocket/", "", 101)]
    [InlineData("/websocket", "Sec-WebSocket-Protocol: a,,b\r\n", 400)]
    public async Task The_answer_is_that_of_the_server(string target, string headers, int status)
    {
        var early = await AskAsync(target, Key + headers);
        var late = await AskAsync(target, Key + ForTheServer + headers);

        Assert.StartsWith($"HTTP/1.1 {status} ", early.Line, StringComparison.Ordinal);
        Assert.Equal(late.Line, early.Line);
        Assert.Equal(late.Headers, early.Headers);
        Assert.True(late.IsOfServer);
        Assert.True(status != 101 || !early.IsOfServer, "accepted early");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Sec-WebSocket-Key: short\r\n")]
    [InlineData(Key + "Sec-WebSocket-Version: 8\r\n")]
    public async Task Refusals_of_the_handshake_are_those_of_the_server(string headers)
    {
        var early = await AskAsync("/websocket", headers);
        var late = await AskAsync("/websocket", headers + ForTheServer);

        Assert.Equal(late.Line, early.Line);
        Assert.Equal(late.Headers, early.Headers);
    }

    [Theory]
    [InlineData("/websocketx")]
    [InlineData("/websocket//a")]
    [InlineData("/websocket/../mqtt")]
    [InlineData("/MQTT")]
    [InlineData("/health/ready")]
    public async Task Other_paths_are_for_the_server(string target) => Assert.True((await AskAsync(target, Key)).IsOfServer);

    [Fact]
    public async Task A_request_in_pieces_is_answered_too()
    {
        using var client = await RawClient.ConnectAsync(node.Url);
        await client.SendAsync(Encoding.ASCII.GetBytes("GET /websocket/pieces HTTP/1.1\r\nHost: "));
        await client.HandshakeAsync($"{node.Url.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n{Key}\r\n");
        Assert.StartsWith("HTTP/1.1 101 ", client.Answer, StringComparison.Ordinal);
    }

    // Far more than may wait for the topic at a time, of all lengths: what waits meanwhile must be read to the last byte.
    [Theory]
    [InlineData("")]
    [InlineData(ForTheServer)]
    public async Task A_burst_that_comes_with_the_request_is_read_whole(string headers)
    {
        const int count = 5000;
        using var client = await RawClient.ConnectAsync(node.Url);
        var frames = Enumerable.Range(0, count).SelectMany(static number => ClientFrame.Text(TextOf(number)));
        var sending = client.SendAsync(new ReadOnlyMemory<byte>(
            [.. Encoding.ASCII.GetBytes($"GET /websocket/together HTTP/1.1\r\nHost: {node.Url.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n{Key}{headers}\r\n"), .. frames]));
        await client.HandshakeAsync("");
        for (var number = 0; number < count; number++)
        {
            Assert.Equal(TextOf(number), await client.TextAsync());
        }

        await sending;
    }

    private static string TextOf(int number) => $"{number} {new string('x', number % 300)}";

    private async Task<Answer> AskAsync(string target, string headers)
    {
        using var client = await RawClient.ConnectAsync(node.Url);
        var version = headers.Contains("Version", StringComparison.Ordinal) ? "" : "Sec-WebSocket-Version: 13\r\n";
        await client.HandshakeAsync($"GET {target} HTTP/1.1\r\nHost: {node.Url.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{version}{headers}\r\n");
        var lines = client.Answer.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var isOfServer = Array.Exists(lines, static line => line.StartsWith("Date: ", StringComparison.Ordinal)) && !lines.Contains("Connection: close");
        string[] kept = [.. lines.Skip(1).Where(static line => !line.StartsWith("Date: ", StringComparison.Ordinal) && !line.StartsWith("Connection: ", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
        return new Answer(lines[0], kept, isOfServer);
    }

    private sealed record Answer(string Line, string[] Headers, bool IsOfServer);
}
