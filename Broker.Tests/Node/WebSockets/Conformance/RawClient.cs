using System.Buffers;
using System.Net.Sockets;
using System.Text;
using Broker.Protocol.WebSockets;
using Broker.Testing.Waiting;

namespace Broker.Tests.Node.WebSockets.Conformance;

/// <summary>A WebSocket over TCP of which the test sends every byte itself.</summary>
internal sealed class RawClient : IDisposable
{
    private const int MaxAnswer = 16 * 1024;

    private readonly TcpClient _tcp;
    private readonly NetworkStream _stream;
    private readonly MessageReader _reader = new(int.MaxValue, masked: false);
    private readonly byte[] _buffer = new byte[16 * 1024];
    private ReadOnlySequence<byte> _input;

    private RawClient(TcpClient tcp)
    {
        _tcp = tcp;
        _stream = tcp.GetStream();
    }

    /// <summary>What the server answered to the handshake, headers included.</summary>
    public string Answer { get; private set; } = "";

    /// <summary>A connection on which nothing has been said.</summary>
    public static async Task<RawClient> ConnectAsync(Uri node)
    {
        var tcp = new TcpClient { NoDelay = true };
        await tcp.ConnectAsync(node.Host, node.Port);
        return new RawClient(tcp);
    }

    /// <summary>An open WebSocket.</summary>
    public static async Task<RawClient> OpenAsync(Uri node, string path, string moreHeaders = "")
    {
        var client = await ConnectAsync(node);
        await client.HandshakeAsync(
            $"GET {path} HTTP/1.1\r\nHost: {node.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{moreHeaders}\r\n");
        Assert.StartsWith("HTTP/1.1 101", client.Answer, StringComparison.Ordinal);
        return client;
    }

    /// <summary>Sends a request and reads the head of the answer.</summary>
    public async Task HandshakeAsync(string request)
    {
        await SendAsync(Encoding.Latin1.GetBytes(request));
        var head = new StringBuilder();
        var one = new byte[1];
        while (head.Length < MaxAnswer && !head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await ReadAsync(one) == 0)
            {
                break;
            }

            head.Append((char)one[0]);
        }

        Answer = head.ToString();
    }

    /// <summary>Sends bytes in pieces.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes, int piece = int.MaxValue)
    {
        while (!bytes.IsEmpty)
        {
            var take = Math.Min(piece, bytes.Length);
            await _stream.WriteAsync(bytes[..take]);
            bytes = bytes[take..];
        }
    }

    /// <summary>Says that nothing more comes.</summary>
    public void EndSending() => _tcp.Client.Shutdown(SocketShutdown.Send);

    /// <summary>The next thing the server says as a line of text; null when it has ended the connection.</summary>
    public async Task<string?> HearAsync() => await NextAsync() is not { } happened ? null : happened.Kind switch
    {
        WebSocketEventKind.Text => Messages.Text(happened.Data.Span),
        WebSocketEventKind.Binary => Messages.Binary(happened.Data.Span),
        WebSocketEventKind.Pong => Messages.Pong(happened.Data.Span),
        WebSocketEventKind.Close => $"close {happened.PeerCode}",
        _ => $"{happened.Kind} {happened.Detail}",
    };

    /// <summary>The next thing the server says, which is a text message, however long.</summary>
    public async Task<string> TextAsync()
    {
        var happened = await NextAsync();
        Assert.Equal(WebSocketEventKind.Text, happened?.Kind);
        return Encoding.UTF8.GetString(happened!.Value.Data.Span);
    }

    /// <summary>Whether the server ends the transport's connection.</summary>
    public async Task<bool> EndsAsync()
    {
        try
        {
            while (await ReadAsync(_buffer) > 0)
            {
            }

            return true;
        }
        catch (IOException)
        {
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _tcp.Dispose();

    private async Task<WebSocketEvent?> NextAsync()
    {
        WebSocketEvent happened;
        while (!_reader.TryRead(ref _input, out happened))
        {
            var count = await ReadAsync(_buffer);
            if (count == 0)
            {
                return null;
            }

            _input = new ReadOnlySequence<byte>(_buffer, 0, count);
        }

        return happened;
    }

    private async Task<int> ReadAsync(Memory<byte> buffer)
    {
        using var limit = new CancellationTokenSource(Deadline.Step);
        return await _stream.ReadAsync(buffer, limit.Token);
    }
}
