using System.Buffers.Binary;

namespace Broker.Protocol.WebSockets;

/// <summary>The header of one frame (RFC 6455 section 5.2), as it was read: nothing is checked yet but the form of the length.</summary>
/// <param name="Final">Whether this is the last fragment of its message.</param>
/// <param name="Reserved">The three reserved bits, zero unless an extension gives them a meaning.</param>
/// <param name="Opcode">The opcode, reserved values included.</param>
/// <param name="MaskKey">The key in the order of the wire, or null for a frame that is not masked.</param>
/// <param name="PayloadLength">The length of the payload in bytes.</param>
public readonly record struct FrameHeader(bool Final, byte Reserved, Opcode Opcode, uint? MaskKey, long PayloadLength)
{
    /// <summary>The longest header: two bytes, eight of length, four of key.</summary>
    public const int MaxBytes = 14;

    /// <summary>Whether the opcode is of a control frame, reserved ones included.</summary>
    public bool IsControl => ((byte)Opcode & 0x8) != 0;

    /// <summary>The length of the header that begins with these two bytes.</summary>
    public static int LengthOf(byte second) =>
        2 + (second & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 } + ((second & 0x80) != 0 ? 4 : 0);

    /// <summary>Reads a header from its bytes, of which there are as many as <see cref="LengthOf"/> said.</summary>
    /// <returns>False when the length is not in its shortest form or has its highest bit set, which section 5.2 forbids.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out FrameHeader header)
    {
        var first = bytes[0];
        var second = bytes[1];
        var at = 2;
        long length = second & 0x7F;
        var shortest = true;
        if (length == 126)
        {
            length = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
            shortest = length > 125;
            at += 2;
        }
        else if (length == 127)
        {
            length = BinaryPrimitives.ReadInt64BigEndian(bytes[at..]);
            shortest = length > ushort.MaxValue;
            at += 8;
        }

        uint? key = (second & 0x80) != 0 ? BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]) : null;
        header = new FrameHeader((first & 0x80) != 0, (byte)((first >> 4) & 0x7), (Opcode)(first & 0xF), key, length);
        return shortest;
    }
}
