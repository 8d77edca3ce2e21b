using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Broker.Node.Listening;

/// <summary>A client's socket as the stream of its connection, with nothing between the two.</summary>
/// <remarks>
/// What can be read or sent at once is, without anything of the runtime's asynchronous sockets, so that a connection which
/// never has to wait for room holds nothing for it.
/// </remarks>
internal sealed class SocketStream : Stream
{
    private readonly Socket _socket;

    /// <summary>A stream over a connected socket, which nothing else reads or writes any more.</summary>
    public SocketStream(Socket socket)
    {
        _socket = socket;
        _socket.Blocking = false;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <remarks>A read into no room completes when there is something to read.</remarks>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!buffer.IsEmpty)
        {
            var count = _socket.Receive(buffer.Span, SocketFlags.None, out var error);
            if (error == SocketError.Success)
            {
                return new ValueTask<int>(count);
            }

            ThrowUnlessFull(error);
        }

        return _socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = _socket.Send(buffer.Span, SocketFlags.None, out var error);
        if (error != SocketError.Success)
        {
            ThrowUnlessFull(error);
        }

        return count == buffer.Length ? ValueTask.CompletedTask : WriteRestAsync(buffer[count..], cancellationToken);
    }

    /// <summary>Ends the connection at once: what waits for the socket fails.</summary>
    public void Cut() => Cut(_socket);

    /// <summary>Ends a connection at once.</summary>
    public static void Cut(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has ended already.
        }

        socket.Dispose();
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteRestAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
    {
        while (!rest.IsEmpty)
        {
            var count = await _socket.SendAsync(rest, SocketFlags.None, cancellationToken);
            rest = rest[count..];
        }
    }

    private static void ThrowUnlessFull(SocketError error)
    {
        if (error != SocketError.WouldBlock)
        {
            throw new SocketException((int)error);
        }
    }
}
