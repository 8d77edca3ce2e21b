using System.IO.Pipelines;

namespace Broker.Testing.Clients;

/// <summary>One end of a connection in memory: what is written to one end is read at the other.</summary>
public sealed class MemoryDuplex : Stream
{
    private readonly Pipe _incoming;
    private readonly Pipe _outgoing;
    private readonly Stream _reading;
    private readonly Stream _writing;

    private MemoryDuplex(Pipe incoming, Pipe outgoing)
    {
        _incoming = incoming;
        _outgoing = outgoing;
        _reading = incoming.Reader.AsStream(leaveOpen: true);
        _writing = outgoing.Writer.AsStream(leaveOpen: true);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Both ends of a connection.</summary>
    /// <param name="roomBytes">How much may be on its way in one direction before a write waits.</param>
    public static (MemoryDuplex Server, MemoryDuplex Client) Pair(int roomBytes = 64 * 1024)
    {
        var options = new PipeOptions(pauseWriterThreshold: roomBytes, resumeWriterThreshold: roomBytes / 2, useSynchronizationContext: false);
        var toServer = new Pipe(options);
        var toClient = new Pipe(options);
        return (new MemoryDuplex(toServer, toClient), new MemoryDuplex(toClient, toServer));
    }

    /// <summary>Ends this side in order: the other reads what was written, then the end.</summary>
    public void End()
    {
        _outgoing.Writer.Complete();
        _incoming.Reader.Complete();
    }

    /// <summary>Cuts the connection: reads and writes that wait at either end fail.</summary>
    public void Cut()
    {
        var cut = new IOException("the connection was cut");
        _incoming.Writer.Complete(cut);
        _outgoing.Writer.Complete(cut);
        _incoming.Reader.CancelPendingRead();
        _outgoing.Reader.CancelPendingRead();
        _incoming.Writer.CancelPendingFlush();
        _outgoing.Writer.CancelPendingFlush();
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _reading.ReadAsync(buffer, cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await _writing.WriteAsync(buffer, cancellationToken);
        }
        catch (InvalidOperationException ended)
        {
            // A socket says it so.
            throw new IOException("the connection has ended", ended);
        }
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            End();
        }

        base.Dispose(disposing);
    }
}
