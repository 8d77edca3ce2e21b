using System.Text;
using Broker.Protocol.WebSockets;

namespace Broker.Tests.Protocol.WebSockets;

public sealed class UpgradeHeadTests
{
    private const string Good = "GET /websocket/a?topics=b HTTP/1.1\r\nHost: localhost:8080\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

    [Fact]
    public void A_plain_head_is_read_and_what_follows_is_left()
    {
        Assert.True(UpgradeHead.TryRead(Encoding.ASCII.GetBytes(Good + "what follows"), out var head));

        Assert.Equal("/websocket/a?topics=b", head.Target);
        Assert.Equal(Good.Length, head.Length);
        Assert.Equal([("Host", "localhost:8080"), ("Upgrade", "websocket"), ("Connection", "Upgrade")], head.Headers);
    }

    [Fact]
    public void Each_shorter_piece_of_a_head_is_for_the_server()
    {
        for (var length = 0; length < Good.Length; length++)
        {
            Assert.False(UpgradeHead.TryRead(Encoding.ASCII.GetBytes(Good[..length]), out _));
        }
    }

    [Theory]
    [InlineData("Host: localhost:8080", "Host:\tlocalhost:8080 \t")]
    [InlineData("Connection: Upgrade", "connection: keep-alive\r\nConnection: Upgrade")]
    [InlineData("Upgrade: websocket", "Upgrade: websocket\r\nX-Empty:")]
    public void These_are_taken(string instead, string of) => Assert.True(TryRead(instead, of));

    [Theory]
    [InlineData("GET ", "POST ")]
    [InlineData("GET ", "get ")]
    [InlineData("GET /", "GET http://localhost/")]
    [InlineData("GET /websocket", "GET *")]
    [InlineData("/websocket/a", "/web socket")]
    [InlineData("/websocket/a", "/websocket/\u0080")]
    [InlineData("/websocket/a", "/websocket/a#b")]
    [InlineData("HTTP/1.1", "HTTP/1.0")]
    [InlineData("HTTP/1.1", "HTTP/1.1 ")]
    [InlineData("Host: localhost:8080\r\n", "")]
    [InlineData("Host: localhost:8080", "Host: localhost\r\nHost: other")]
    [InlineData("Host: localhost:8080", "Host:")]
    [InlineData("Host: localhost:8080", "Host: local host")]
    [InlineData("Host: localhost:8080", "Host : localhost")]
    [InlineData("Host: localhost:8080", " Host: localhost")]
    [InlineData("Host: localhost:8080", "Host: localhost\r\n folded")]
    [InlineData("Host: localhost:8080", "Host: localhost\r\nContent-Length: 0")]
    [InlineData("Host: localhost:8080", "Host: localhost\r\nTransfer-Encoding: chunked")]
    [InlineData("Host: localhost:8080", "Host: localhost\r\nExpect: 100-continue")]
    [InlineData("Host: localhost:8080", "Host: localhost\r\nOrigin: http://a\r\norigin: http://b")]
    [InlineData("Host: localhost:8080", "Host: localhost\r\nX: a\rb")]
    [InlineData("Host: localhost:8080", "Host: localhost\r\nX: a\nb")]
    [InlineData("Host: localhost:8080", "Host: localhost\r\nX: a\0b")]
    [InlineData("Host: localhost:8080", "Host: localhost\r\nX\u0080: a")]
    [InlineData("Host: localhost:8080", "Host: localhost\r\nno colon")]
    [InlineData("Host: localhost:8080", "Host: localhost\r\n: no name")]
    [InlineData("Upgrade: websocket\r\n", "")]
    public void These_are_for_the_server(string instead, string of) => Assert.False(TryRead(instead, of));

    [Fact]
    public void What_is_too_long_or_has_too_many_headers_is_for_the_server()
    {
        Assert.True(TryRead("Upgrade: websocket", "Upgrade: websocket\r\nX: " + new string('x', 8000)));
        Assert.False(TryRead("Upgrade: websocket", "Upgrade: websocket\r\nX: " + new string('x', UpgradeHead.MaxBytes)));
        Assert.False(TryRead("Upgrade: websocket", "Upgrade: websocket\r\n" + string.Join("\r\n", Enumerable.Range(0, 64).Select(static number => $"X{number}: x"))));
    }

    private static bool TryRead(string instead, string of)
    {
        Assert.Contains(instead, Good, StringComparison.Ordinal);
        return UpgradeHead.TryRead(Encoding.Latin1.GetBytes(Good.Replace(instead, of, StringComparison.Ordinal)), out _);
    }
}
