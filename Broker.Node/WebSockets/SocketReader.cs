using System.Buffers;
using System.Runtime.CompilerServices;
using Broker.Protocol.WebSockets;

namespace Broker.Node.WebSockets;

/// <summary>Reads a stream as WebSocket events; while nothing comes it holds no buffer.</summary>
internal sealed class SocketReader(Stream stream, int maxMessageBytes, bool isDeflated) : IDisposable
{
    private const int FirstBuffer = 4 * 1024;
    private const int FurtherBuffer = 16 * 1024;

    private readonly MessageReader _messages = new(maxMessageBytes, deflated: isDeflated);
    private byte[]? _buffer;
    private ReadOnlySequence<byte> _input;
    private bool _more;

    /// <summary>Whether what was discarded last ended with a close frame, which is the last thing a peer sends.</summary>
    public bool DiscardedAClose { get; private set; }

    /// <summary>Waits for bytes, after all events of the ones before were read; false at the end of the stream.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<bool> ReadMoreAsync()
    {
        if (!_more)
        {
            // A read of no bytes completes when there are some: only then a buffer is worth having.
            Return();
            _ = await stream.ReadAsync(Memory<byte>.Empty);
        }

        _buffer ??= ArrayPool<byte>.Shared.Rent(_more ? FurtherBuffer : FirstBuffer);
        var count = await stream.ReadAsync(_buffer);
        _more = count == _buffer.Length;
        _input = new ReadOnlySequence<byte>(_buffer, 0, count);
        return count > 0;
    }

    /// <summary>The next event of what was read.</summary>
    public bool TryRead(out WebSocketEvent happened) => _messages.TryRead(ref _input, out happened);

    /// <summary>Reads and forgets; false at the end of the stream.</summary>
    public async ValueTask<bool> DiscardAsync()
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(FirstBuffer);
        var count = await stream.ReadAsync(_buffer);
        DiscardedAClose = EndsWithClose(_buffer.AsSpan(0, count));
        return count > 0;
    }

    /// <inheritdoc/>
    public void Dispose() => Return();

    // A masked, final close frame of up to 125 bytes as the last of the bytes.
    private static bool EndsWithClose(ReadOnlySpan<byte> bytes)
    {
        const int header = 6;
        for (var payload = 0; payload <= 125 && header + payload <= bytes.Length; payload++)
        {
            var frame = bytes[^(header + payload)..];
            if (frame[0] == (0x80 | (byte)Opcode.Close) && frame[1] == (0x80 | payload))
            {
                return true;
            }
        }

        return false;
    }

    private void Return()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }
    }
}
