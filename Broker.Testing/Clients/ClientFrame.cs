using System.Buffers.Binary;
using System.Text;

namespace Broker.Testing.Clients;

/// <summary>Writes single WebSocket frames as a client does, right or wrong: every bit is the caller's.</summary>
public static class ClientFrame
{
    /// <summary>The key with which frames are masked unless another is given.</summary>
    public const uint Key = 0x9A3CF10B;

    /// <summary>One frame with its payload masked.</summary>
    /// <param name="opcode">The low four bits of the first byte.</param>
    /// <param name="payload">The payload before masking.</param>
    /// <param name="final">Whether it is the last fragment of its message.</param>
    /// <param name="key">The mask; null leaves the frame unmasked.</param>
    /// <param name="reserved">The three reserved bits.</param>
    public static byte[] Of(int opcode, ReadOnlySpan<byte> payload, bool final = true, uint? key = Key, int reserved = 0)
    {
        var lengthBytes = payload.Length < 126 ? 0 : payload.Length <= ushort.MaxValue ? 2 : 8;
        var frame = new byte[2 + lengthBytes + (key is null ? 0 : 4) + payload.Length];
        frame[0] = (byte)((final ? 0x80 : 0) | (reserved << 4) | opcode);
        frame[1] = (byte)((key is null ? 0 : 0x80) | (lengthBytes == 0 ? payload.Length : lengthBytes == 2 ? 126 : 127));
        if (lengthBytes == 2)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), (ushort)payload.Length);
        }
        else if (lengthBytes == 8)
        {
            BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(2), payload.Length);
        }

        var at = 2 + lengthBytes;
        Span<byte> mask = stackalloc byte[4];
        if (key is { } value)
        {
            BinaryPrimitives.WriteUInt32BigEndian(mask, value);
            mask.CopyTo(frame.AsSpan(at));
            at += 4;
        }

        for (var i = 0; i < payload.Length; i++)
        {
            frame[at + i] = (byte)(payload[i] ^ mask[i % 4]);
        }

        return frame;
    }

    /// <summary>A text frame.</summary>
    public static byte[] Text(string text) => Of(0x1, Encoding.UTF8.GetBytes(text));

    /// <summary>A binary frame.</summary>
    public static byte[] Binary(ReadOnlySpan<byte> payload) => Of(0x2, payload);

    /// <summary>A close frame with a code and a reason.</summary>
    public static byte[] Close(ushort code, string reason = "")
    {
        var payload = new byte[2 + Encoding.UTF8.GetByteCount(reason)];
        BinaryPrimitives.WriteUInt16BigEndian(payload, code);
        Encoding.UTF8.GetBytes(reason, payload.AsSpan(2));
        return Of(0x8, payload);
    }
}
