using System.Buffers;
using System.Buffers.Binary;

namespace Broker.Runtime.Remote.Wire;

/// <summary>Puts a length and a type in front of a body.</summary>
internal static class FrameWriter
{
    /// <summary>A whole frame as an array of its own, for frames that are rare or kept.</summary>
    public static byte[] ToArray(FrameType type, ReadOnlySpan<byte> body)
    {
        byte[] frame = new byte[FrameReader.Overhead + body.Length];
        WriteHead(frame, type, body.Length);
        body.CopyTo(frame.AsSpan(FrameReader.Overhead));
        return frame;
    }

    /// <summary>Appends a whole frame to <paramref name="output"/>.</summary>
    public static void Write(IBufferWriter<byte> output, FrameType type, ReadOnlySpan<byte> body)
    {
        int size = FrameReader.Overhead + body.Length;
        Span<byte> target = output.GetSpan(size);
        WriteHead(target, type, body.Length);
        body.CopyTo(target[FrameReader.Overhead..]);
        output.Advance(size);
    }

    /// <summary>Writes the five bytes before a body of <paramref name="bodyLength"/> bytes.</summary>
    public static void WriteHead(Span<byte> target, FrameType type, int bodyLength)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)(bodyLength + 1));
        target[FrameReader.LengthBytes] = (byte)type;
    }
}
