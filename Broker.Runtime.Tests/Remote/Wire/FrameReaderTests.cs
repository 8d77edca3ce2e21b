using System.Buffers;
using Broker.Runtime.Remote.Wire;

namespace EngineTests.Remote.Wire;

public sealed class FrameReaderTests
{
    private const int Limit = 1024;

    private static readonly byte[][] Bodies = [[], [7], [1, 2, 3, 4, 5, 6, 7, 8, 9], new byte[Limit - 1]];

    [Fact]
    public void Every_frame_is_read_whole_however_it_is_split_in_two()
    {
        foreach (byte[] body in Bodies)
        {
            byte[] frame = FrameWriter.ToArray(FrameType.Message, body);
            for (int at = 0; at <= frame.Length; at++)
            {
                ReadOnlySequence<byte> first = new(frame, 0, at);
                Assert.Equal(at == frame.Length, FrameReader.TryRead(ref first, Limit, out _, out _));

                ReadOnlySequence<byte> both = Segments.Of(frame.AsMemory(0, at), frame.AsMemory(at));
                Assert.True(FrameReader.TryRead(ref both, Limit, out FrameType type, out ReadOnlySequence<byte> read));
                Assert.Equal(FrameType.Message, type);
                Assert.Equal(body, read.ToArray());
                Assert.True(both.IsEmpty);
            }
        }
    }

    [Fact]
    public void A_contiguous_frame_is_read_only_when_its_last_byte_is_there()
    {
        byte[] frame = FrameWriter.ToArray(FrameType.Ack, [1, 2, 3]);
        for (int at = 0; at < frame.Length; at++)
            Assert.False(FrameReader.TryRead(frame.AsSpan(0, at), Limit, out _, out _, out _));
        Assert.True(FrameReader.TryRead(frame, Limit, out FrameType type, out ReadOnlySpan<byte> body, out int consumed));
        Assert.Equal(FrameType.Ack, type);
        Assert.Equal(3, body.Length);
        Assert.Equal(frame.Length, consumed);
    }

    [Fact]
    public void Joined_frames_come_out_one_after_the_other()
    {
        byte[] joined = [.. FrameWriter.ToArray(FrameType.Message, [1]), .. FrameWriter.ToArray(FrameType.Ack, [2, 3])];
        ReadOnlySequence<byte> rest = new(joined);
        Assert.True(FrameReader.TryRead(ref rest, Limit, out FrameType first, out _));
        Assert.True(FrameReader.TryRead(ref rest, Limit, out FrameType second, out _));
        Assert.False(FrameReader.TryRead(ref rest, Limit, out _, out _));
        Assert.Equal((FrameType.Message, FrameType.Ack), (first, second));
    }

    [Fact]
    public void All_whole_frames_are_handed_over_wherever_the_segments_end()
    {
        byte[] joined = [.. Bodies.Take(3).SelectMany(b => FrameWriter.ToArray(FrameType.Message, b)), 3, 0];
        for (int first = 0; first <= joined.Length; first++)
        {
            for (int second = first; second <= joined.Length; second++)
            {
                List<byte[]> read = [];
                ReadOnlySequence<byte> buffer = Segments.Of(joined.AsMemory(0, first), joined.AsMemory(first, second - first), joined.AsMemory(second));

                SequencePosition rest = FrameReader.ReadAll(buffer, Limit, (_, body) => read.Add(body.ToArray()));

                Assert.Equal(Bodies.Take(3), read);
                Assert.Equal([3, 0], buffer.Slice(rest).ToArray());
            }
        }
    }

    [Theory]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x01, 0x04, 0, 0 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { (byte)'G', (byte)'E', (byte)'T', (byte)' ' })]
    public void A_length_out_of_range_is_refused_before_anything_else_is_read(byte[] head)
    {
        Assert.Throws<WireException>(() => FrameReader.TryRead(head, Limit, out _, out _, out _));
        Assert.Throws<WireException>(() =>
        {
            ReadOnlySequence<byte> input = new(head);
            FrameReader.TryRead(ref input, Limit, out _, out _);
        });
    }
}
