using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace Broker.Runtime.Remote.Tls;

/// <summary>What lies under TLS: the socket, until a thread takes over and moves the bytes itself.</summary>
/// <remarks>
/// Taken over, it never waits: a read without bytes ends inside <see cref="Feed"/>, on the caller's thread, and a write goes into
/// a buffer. So TLS runs on the heartbeat thread alone, whatever the thread pool does. Then only that thread uses it.
/// </remarks>
internal sealed class DetachableStream : Stream, IValueTaskSource<int>
{
    private NetworkStream? _direct;
    private ManualResetValueTaskSourceCore<int> _read;
    private Memory<byte> _waiting;
    private bool _isWaiting;
    private byte[] _incoming = [];
    private int _incomingAt;
    private readonly MemoryStream _outgoing = new();

    /// <param name="direct">The socket's stream; null: taken over from the start.</param>
    public DetachableStream(NetworkStream? direct) => _direct = direct;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>From here on bytes come and go by <see cref="Feed"/> and <see cref="TakeOutgoing"/>; no read may be under way.</summary>
    public void Detach() => _direct = null;

    /// <summary>Gives received bytes to whoever reads, or keeps them.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        _incoming = [.. _incoming.AsSpan(_incomingAt), .. bytes];
        _incomingAt = 0;
        if (!_isWaiting || _incoming.Length == 0)
            return;
        _isWaiting = false;
        _read.SetResult(TakeIncoming(_waiting.Span));
    }

    /// <summary>The bytes to send; the next write overwrites them.</summary>
    public ReadOnlySpan<byte> TakeOutgoing()
    {
        ReadOnlySpan<byte> bytes = _outgoing.GetBuffer().AsSpan(0, (int)_outgoing.Length);
        _outgoing.SetLength(0);
        return bytes;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_direct is { } direct)
            return direct.ReadAsync(buffer, cancellationToken);
        if (buffer.IsEmpty)
            return new ValueTask<int>(0);
        if (_incomingAt < _incoming.Length)
            return new ValueTask<int>(TakeIncoming(buffer.Span));
        _read.Reset();
        _waiting = buffer;
        _isWaiting = true;
        return new ValueTask<int>(this, _read.Version);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_direct is { } direct)
            return direct.WriteAsync(buffer, cancellationToken);
        _outgoing.Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    int IValueTaskSource<int>.GetResult(short token) => _read.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _read.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _read.OnCompleted(continuation, state, token, flags);

    private int TakeIncoming(Span<byte> target)
    {
        int count = Math.Min(target.Length, _incoming.Length - _incomingAt);
        _incoming.AsSpan(_incomingAt, count).CopyTo(target);
        _incomingAt += count;
        return count;
    }
}
