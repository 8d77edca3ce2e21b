using Broker.Runtime.Remote.Links;

namespace EngineTests.Remote.Links;

public sealed class OutboundQueueTests
{
    [Fact]
    public void Both_limits_refuse_and_what_was_written_makes_room()
    {
        OutboundQueue queue = new(maxBytes: 100, maxCount: 3);
        Put(queue, 60);
        Assert.False(queue.TryReserve(41, out _));
        Put(queue, 40);
        List<OutboundChunk> taken = queue.Take([]);
        Assert.False(queue.TryReserve(1, out _));
        foreach (OutboundChunk chunk in taken)
        {
            queue.Written(chunk.Used, chunk.Count);
            chunk.Return();
        }

        for (int i = 0; i < 3; i++)
            Put(queue, 1);
        Assert.False(queue.TryReserve(1, out _));
        Assert.Equal(3, queue.Discard());
        Assert.Equal((0L, 0, true), (queue.Bytes, queue.Count, queue.IsEmpty));
    }

    [Fact]
    public void Frames_stay_whole_and_in_order_over_chunks()
    {
        OutboundQueue queue = new(maxBytes: 1 << 24, maxCount: 1 << 20);
        int total = 0;
        for (int i = 0; i < 1000; i++)
        {
            int size = 4 + (i * 37 % 900);
            Assert.True(queue.TryReserve(size, out Span<byte> span));
            BitConverter.TryWriteBytes(span, i);
            queue.Commit(size);
            total += size;
        }

        int expected = 0;
        int read = 0;
        foreach (OutboundChunk chunk in queue.Take([]))
        {
            ReadOnlySpan<byte> rest = chunk.Written.Span;
            while (!rest.IsEmpty)
            {
                Assert.Equal(expected, BitConverter.ToInt32(rest));
                int size = 4 + (expected * 37 % 900);
                rest = rest[size..];
                read += size;
                expected++;
            }

            chunk.Return();
        }

        Assert.Equal((1000, total), (expected, read));
    }

    private static void Put(OutboundQueue queue, int size)
    {
        Assert.True(queue.TryReserve(size, out _));
        queue.Commit(size);
    }
}
