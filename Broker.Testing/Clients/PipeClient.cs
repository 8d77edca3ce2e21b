using System.Buffers;
using Broker.Protocol.WebSockets;
using Broker.Testing.Waiting;

namespace Broker.Testing.Clients;

/// <summary>The client's end of a WebSocket over a stream in memory: sends any bytes, reads what the server sends as events.</summary>
public sealed class PipeClient : IDisposable
{
    private readonly MessageReader _reader = new(int.MaxValue, masked: false);
    private readonly byte[] _buffer = new byte[4096];
    private ReadOnlySequence<byte> _input;

    private PipeClient(MemoryDuplex server, MemoryDuplex stream)
    {
        Server = server;
        Stream = stream;
    }

    /// <summary>The server's end.</summary>
    public MemoryDuplex Server { get; }

    /// <summary>The client's end.</summary>
    public MemoryDuplex Stream { get; }

    /// <summary>A connection that is open, past its handshake.</summary>
    public static PipeClient Open(int roomBytes = 64 * 1024)
    {
        var (server, client) = MemoryDuplex.Pair(roomBytes);
        return new PipeClient(server, client);
    }

    /// <summary>Sends bytes as they are; see <see cref="ClientFrame"/>.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> bytes) => Stream.WriteAsync(bytes);

    /// <summary>The next thing the server does; null when it ends the connection.</summary>
    public async Task<WebSocketEvent?> ReadAsync()
    {
        WebSocketEvent happened;
        while (!_reader.TryRead(ref _input, out happened))
        {
            using var limit = new CancellationTokenSource(Deadline.Step);
            var count = await Stream.ReadAsync(_buffer, limit.Token);
            if (count == 0)
            {
                return null;
            }

            _input = new ReadOnlySequence<byte>(_buffer, 0, count);
        }

        return happened;
    }

    /// <inheritdoc/>
    public void Dispose() => Stream.Dispose();
}
