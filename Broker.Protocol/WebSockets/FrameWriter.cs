using System.Buffers.Binary;
using System.Text.Unicode;

namespace Broker.Protocol.WebSockets;

/// <summary>Writes frames as a server does: final and not masked.</summary>
public static class FrameWriter
{
    // RFC 6455 section 5.5: at most 125 bytes, two of which are the code.
    private const int MaxCloseReason = 123;

    /// <summary>The length of the header for a payload of so many bytes.</summary>
    public static int HeaderLength(int payloadLength) => payloadLength < 126 ? 2 : payloadLength <= ushort.MaxValue ? 4 : 10;

    /// <summary>Writes the header of a final frame and returns its length.</summary>
    public static int WriteHeader(Span<byte> destination, Opcode opcode, int payloadLength)
    {
        destination[0] = (byte)(0x80 | (byte)opcode);
        if (payloadLength < 126)
        {
            destination[1] = (byte)payloadLength;
            return 2;
        }

        if (payloadLength <= ushort.MaxValue)
        {
            destination[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)payloadLength);
            return 4;
        }

        destination[1] = 127;
        BinaryPrimitives.WriteInt64BigEndian(destination[2..], payloadLength);
        return 10;
    }

    /// <summary>A final frame with its header, ready to be shared by any number of outboxes.</summary>
    public static byte[] Frame(Opcode opcode, ReadOnlySpan<byte> payload)
    {
        var header = HeaderLength(payload.Length);
        var frame = GC.AllocateUninitializedArray<byte>(header + payload.Length);
        WriteHeader(frame, opcode, payload.Length);
        payload.CopyTo(frame.AsSpan(header));
        return frame;
    }

    /// <summary>A close frame; a reason that is too long is cut at a character. Without a code the payload is empty.</summary>
    public static byte[] Close(ushort? code, string reason)
    {
        if (code is null)
        {
            return Frame(Opcode.Close, []);
        }

        Span<byte> payload = stackalloc byte[2 + MaxCloseReason];
        BinaryPrimitives.WriteUInt16BigEndian(payload, code.Value);
        Utf8.FromUtf16(reason, payload[2..], out _, out var written);
        return Frame(Opcode.Close, payload[..(2 + written)]);
    }
}
