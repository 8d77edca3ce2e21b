using System.Buffers;
using System.Buffers.Binary;

namespace Broker.Runtime.Remote.Wire;

/// <summary>Cuts frames out of received bytes: a 4-byte little-endian length, the type byte, the body.</summary>
/// <remarks>The length counts the type byte and the body. It is checked as soon as its four bytes are there.</remarks>
internal static class FrameReader
{
    public const int LengthBytes = 4;

    public delegate void FrameHandler(FrameType type, ReadOnlySpan<byte> body);

    /// <summary>The bytes of a frame that are not its body.</summary>
    public const int Overhead = LengthBytes + 1;

    /// <summary>Reads one frame from contiguous bytes; false while more bytes are needed.</summary>
    /// <exception cref="WireException">The length is zero or above <paramref name="maximumFrameSize"/>.</exception>
    public static bool TryRead(
        ReadOnlySpan<byte> input, int maximumFrameSize, out FrameType type, out ReadOnlySpan<byte> body, out int consumed)
    {
        type = default;
        body = default;
        consumed = 0;
        if (input.Length < LengthBytes)
            return false;
        int length = CheckLength(BinaryPrimitives.ReadUInt32LittleEndian(input), maximumFrameSize);
        if (input.Length - LengthBytes < length)
            return false;
        type = (FrameType)input[LengthBytes];
        body = input.Slice(Overhead, length - 1);
        consumed = LengthBytes + length;
        return true;
    }

    /// <summary>Reads one frame and moves <paramref name="input"/> behind it; false while more bytes are needed.</summary>
    /// <exception cref="WireException">The length is zero or above <paramref name="maximumFrameSize"/>.</exception>
    public static bool TryRead(
        ref ReadOnlySequence<byte> input, int maximumFrameSize, out FrameType type, out ReadOnlySequence<byte> body)
    {
        type = default;
        body = default;
        if (input.Length < LengthBytes)
            return false;
        Span<byte> head = stackalloc byte[LengthBytes];
        input.Slice(0, LengthBytes).CopyTo(head);
        int length = CheckLength(BinaryPrimitives.ReadUInt32LittleEndian(head), maximumFrameSize);
        if (input.Length - LengthBytes < length)
            return false;
        ReadOnlySequence<byte> frame = input.Slice(LengthBytes, length);
        type = (FrameType)frame.FirstSpan[0];
        body = frame.Slice(1);
        input = input.Slice(frame.End);
        return true;
    }

    /// <summary>Hands over every whole frame in <paramref name="buffer"/> and returns where the first incomplete one begins.</summary>
    /// <remarks>Frames inside one segment are not copied; one that lies across segments is, into a pooled array.</remarks>
    /// <exception cref="WireException">A length is zero or above <paramref name="maximumFrameSize"/>.</exception>
    public static SequencePosition ReadAll(ReadOnlySequence<byte> buffer, int maximumFrameSize, FrameHandler handle)
    {
        while (true)
        {
            ReadOnlySpan<byte> span = buffer.FirstSpan;
            int used = 0;
            while (TryRead(span[used..], maximumFrameSize, out FrameType type, out ReadOnlySpan<byte> body, out int consumed))
            {
                handle(type, body);
                used += consumed;
            }

            buffer = buffer.Slice(used);
            if (buffer.IsEmpty)
                return buffer.Start;

            // The segment may end with a frame; what follows may be the last segment, and is not looked at yet.
            if (used > 0 && used == span.Length)
                continue;
            if (buffer.IsSingleSegment || !TryReadAcrossSegments(ref buffer, maximumFrameSize, handle))
                return buffer.Start;
        }
    }

    private static bool TryReadAcrossSegments(ref ReadOnlySequence<byte> buffer, int maximumFrameSize, FrameHandler handle)
    {
        if (!TryRead(ref buffer, maximumFrameSize, out FrameType type, out ReadOnlySequence<byte> body))
            return false;
        int length = (int)body.Length;
        byte[] copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            body.CopyTo(copy);
            handle(type, copy.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }

        return true;
    }

    private static int CheckLength(uint length, int maximumFrameSize)
    {
        if (length == 0)
            ThrowEmpty();
        if (length > (uint)maximumFrameSize)
            ThrowTooLarge(length, maximumFrameSize);
        return (int)length;
    }

    private static void ThrowEmpty() => throw new WireException("A frame of length 0 has no type.");

    private static void ThrowTooLarge(uint length, int maximum) =>
        throw new WireException($"A frame of {length} bytes is above the limit of {maximum}.");
}
