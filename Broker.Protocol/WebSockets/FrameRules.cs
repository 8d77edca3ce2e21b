using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;
using Broker.Protocol.Errors;

namespace Broker.Protocol.WebSockets;

/// <summary>The rules of RFC 6455 for one header in its place, and for the payload of a close frame.</summary>
internal static class FrameRules
{
    public const int MaxControlPayload = 125;

    /// <summary>RSV1.</summary>
    public const byte CompressedBit = 0x4;

    /// <summary>What is wrong with a header, or null.</summary>
    /// <param name="header">The header.</param>
    /// <param name="inMessage">Whether a fragmented message is open.</param>
    /// <param name="deflated">Whether the connection has agreed to compression: then the first of the reserved bits, on the first frame of a message, marks one that is compressed (RFC 7692 section 6).</param>
    /// <param name="masked">Whether frames of this peer must be masked: those of clients must, those of servers must not.</param>
    public static string? Violation(in FrameHeader header, bool inMessage, bool deflated, bool masked)
    {
        var allowed = deflated && header.Opcode is (Opcode.Text or Opcode.Binary) ? CompressedBit : 0;
        if ((header.Reserved & ~allowed) != 0)
        {
            return "reserved bits set";
        }

        if (header.MaskKey.HasValue != masked)
        {
            return masked ? "frame not masked" : "frame masked";
        }

        return header.Opcode switch
        {
            Opcode.Continuation => inMessage ? null : "continuation of nothing",
            Opcode.Text or Opcode.Binary => inMessage ? "new message before the end of another" : null,
            Opcode.Close or Opcode.Ping or Opcode.Pong => !header.Final ? "fragmented control frame"
                : header.PayloadLength > MaxControlPayload ? "control frame too long"
                : null,
            _ => "reserved opcode",
        };
    }

    /// <summary>Reads the payload of a close frame (sections 5.5.1 and 7.4).</summary>
    public static WebSocketEvent ReadClose(ReadOnlySpan<byte> payload)
    {
        if (payload.IsEmpty)
        {
            return WebSocketEvent.Closed(null, "");
        }

        if (payload.Length == 1)
        {
            return WebSocketEvent.Broken(CloseCode.ProtocolError, "close frame with half a code");
        }

        var code = BinaryPrimitives.ReadUInt16BigEndian(payload);
        if (!MayBeSent(code))
        {
            return WebSocketEvent.Broken(CloseCode.ProtocolError, "close code that may not be sent");
        }

        return Utf8.IsValid(payload[2..])
            ? WebSocketEvent.Closed(code, Encoding.UTF8.GetString(payload[2..]))
            : WebSocketEvent.Broken(CloseCode.InvalidPayload, "close reason is not UTF-8");
    }

    // Section 7.4.2 and the registry: 1004 to 1006 and 1015 never appear on the wire, 1016 to 2999 are not assigned.
    private static bool MayBeSent(ushort code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1014) or (>= 3000 and <= 4999);
}
