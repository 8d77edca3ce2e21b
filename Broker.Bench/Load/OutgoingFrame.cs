using System.Buffers.Binary;

namespace Broker.Bench.Load;

/// <summary>A client's frames. The mask is zero, which leaves the payload as it is; the server unmasks it all the same.</summary>
internal static class OutgoingFrame
{
    public const int Pong = 10;

    public static byte[] Of(int opcode, ReadOnlySpan<byte> payload)
    {
        var lengthBytes = payload.Length < 126 ? 0 : payload.Length <= ushort.MaxValue ? 2 : 8;
        var header = 2 + lengthBytes + 4;
        var frame = new byte[header + payload.Length];
        frame[0] = (byte)(0x80 | opcode);
        frame[1] = (byte)(0x80 | (lengthBytes == 0 ? payload.Length : lengthBytes == 2 ? 126 : 127));
        if (lengthBytes == 2)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        }
        else if (lengthBytes == 8)
        {
            BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(2), payload.Length);
        }

        payload.CopyTo(frame.AsSpan(header));
        return frame;
    }
}
