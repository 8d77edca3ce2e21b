using System.Buffers.Binary;
using Broker.Protocol.WebSockets;

namespace Broker.Protocol.Mqtt;

/// <summary>Writes the server's packets, each in a WebSocket frame of its own.</summary>
public static class MqttWriter
{
    /// <summary>PINGRESP.</summary>
    public static readonly ReadOnlyMemory<byte> PingResponse = Packet(MqttPacketType.PingResponse, []);

    /// <summary>CONNACK; a session is never present.</summary>
    public static ReadOnlyMemory<byte> ConnectAck(MqttConnectCode code) => Packet(MqttPacketType.ConnectAck, [0, (byte)code]);

    /// <summary>SUBACK with a code for each filter: the granted QoS, or 0x80 for a failure.</summary>
    public static ReadOnlyMemory<byte> SubscribeAck(ushort packetId, ReadOnlySpan<byte> codes)
    {
        var body = new byte[2 + codes.Length];
        BinaryPrimitives.WriteUInt16BigEndian(body, packetId);
        codes.CopyTo(body.AsSpan(2));
        return Packet(MqttPacketType.SubscribeAck, body);
    }

    /// <summary>UNSUBACK.</summary>
    public static ReadOnlyMemory<byte> UnsubscribeAck(ushort packetId) =>
        Packet(MqttPacketType.UnsubscribeAck, [(byte)(packetId >> 8), (byte)packetId]);

    /// <summary>PUBLISH of QoS 0.</summary>
    public static ReadOnlyMemory<byte> Publish(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload)
    {
        var remaining = 2 + topic.Length + payload.Length;
        var frame = Begin(MqttPacketType.Publish, remaining, out var at);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(at), (ushort)topic.Length);
        topic.CopyTo(frame.AsSpan(at + 2));
        payload.CopyTo(frame.AsSpan(at + 2 + topic.Length));
        return frame;
    }

    private static ReadOnlyMemory<byte> Packet(MqttPacketType type, ReadOnlySpan<byte> body)
    {
        var frame = Begin(type, body.Length, out var at);
        body.CopyTo(frame.AsSpan(at));
        return frame;
    }

    private static byte[] Begin(MqttPacketType type, int remaining, out int at)
    {
        var lengthBytes = remaining < 1 << 7 ? 1 : remaining < 1 << 14 ? 2 : remaining < 1 << 21 ? 3 : 4;
        var packet = 1 + lengthBytes + remaining;
        var frame = GC.AllocateUninitializedArray<byte>(FrameWriter.HeaderLength(packet) + packet);
        at = FrameWriter.WriteHeader(frame, Opcode.Binary, packet);
        frame[at++] = (byte)((byte)type << 4);
        for (; lengthBytes > 0; lengthBytes--)
        {
            frame[at++] = (byte)((remaining & 0x7F) | (lengthBytes > 1 ? 0x80 : 0));
            remaining >>= 7;
        }

        return frame;
    }
}
