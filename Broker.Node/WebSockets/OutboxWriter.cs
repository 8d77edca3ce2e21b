using System.Buffers;
using System.Runtime.CompilerServices;
using Broker.Protocol.Outbound;

namespace Broker.Node.WebSockets;

/// <summary>Brings the frames of one outbox to its stream, for the connection's life; nothing else writes to the stream.</summary>
/// <remarks>
/// All that waits goes out in as few writes as the buffer allows. The buffer is taken from the pool for one drain, so that an idle
/// connection holds none.
/// </remarks>
internal sealed class OutboxWriter(Outbox outbox, Stream stream, SocketClock clock, SocketSweep sweep)
{
    // Enough for one write to keep a socket busy. A frame that is no smaller goes out as it is, without a copy.
    private const int BufferBytes = 16 * 1024;

    /// <summary>Writes what waits, and gives why the outbox was closed when nothing comes after that.</summary>
    /// <remarks>Who waits for the outbox is its caller, so that a connection that waits holds nothing here.</remarks>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<OutboxClosing?> WriteWaitingAsync()
    {
        var batch = outbox.Take();
        try
        {
            await DrainAsync(batch);
        }
        finally
        {
            outbox.Release(batch);
        }

        return batch.Closing;
    }

    /// <summary>Writes one last frame, after all that waited.</summary>
    public ValueTask WriteLastAsync(ReadOnlyMemory<byte> frame) => SendAsync(frame);

    // Pooled, since a drain that has to wait for the socket would else allocate for each subscriber.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask DrainAsync(OutboxBatch batch)
    {
        if (batch.Count <= 1)
        {
            if (batch.Count == 1)
            {
                await SendAsync(batch[0]);
            }

            return;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var used = 0;
            for (var i = 0; i < batch.Count; i++)
            {
                var frame = batch[i];
                if (used > 0 && frame.Length > buffer.Length - used)
                {
                    await SendAsync(buffer.AsMemory(0, used));
                    used = 0;
                }

                if (frame.Length >= buffer.Length)
                {
                    await SendAsync(frame);
                    continue;
                }

                frame.CopyTo(buffer.AsMemory(used));
                used += frame.Length;
            }

            if (used > 0)
            {
                await SendAsync(buffer.AsMemory(0, used));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        clock.Writing(sweep.NowMs);
        await stream.WriteAsync(bytes);
        clock.Writing(null);
    }
}
