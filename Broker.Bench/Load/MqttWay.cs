using System.Buffers.Binary;
using System.Text;

namespace Broker.Bench.Load;

/// <summary>MQTT 3.1.1 clients over WebSocket, QoS 0.</summary>
internal sealed class MqttWay : IWay
{
    private const int Binary = 2;
    private const int KeepAliveSeconds = 300;

    public string Name => "mqtt";

    public string? Subprotocol => "mqtt";

    public bool HearsItself => false;

    public byte[]? KeepAlive { get; } = OutgoingFrame.Of(Binary, [0xC0, 0]);

    public string Target(string? publishesTo, string? hears) => "/mqtt";

    public void Opened(LoadClient client)
    {
        // Section 3.1: protocol name and level 4, clean session.
        byte[] head = [0, 4, (byte)'M', (byte)'Q', (byte)'T', (byte)'T', 4, 2, KeepAliveSeconds >> 8, KeepAliveSeconds & 0xFF];
        client.Send(Frame(0x10, [.. head, .. Text($"load-{Environment.ProcessId}-{client.Number}")]));
    }

    public void Received(LoadClient client, ReadOnlySpan<byte> payload)
    {
        // Packets need not begin or end with a frame (section 6).
        var bytes = client.WithRestOfPackets(payload);
        while (TryPacket(bytes, out var first, out var body, out var used))
        {
            Take(client, first, body);
            bytes = bytes[used..];
        }

        client.KeepRestOfPackets(bytes);
    }

    public byte[] Publication(string topic, int payloadBytes, out int payloadAt)
    {
        var frame = Frame(0x30, [.. Text(topic), .. Enumerable.Repeat((byte)'x', payloadBytes)]);
        payloadAt = frame.Length - payloadBytes;
        return frame;
    }

    private static void Take(LoadClient client, byte first, ReadOnlySpan<byte> body)
    {
        switch (first >> 4)
        {
            case 2 when body[1] != 0:
                client.Fail($"CONNACK with code {body[1]}");
                break;
            case 2 when client.Hears is { } topic:
                client.Send(Frame(0x82, [0, 1, .. Text(topic), 0]));
                break;
            case 9 when body[2] != 0:
                client.Fail($"SUBACK with code {body[2]}");
                break;
            case 2 or 9:
                client.BecomeReady();
                break;
            case 3:
                client.Deliver(body[(2 + BinaryPrimitives.ReadUInt16BigEndian(body))..]);
                break;
            case 13:
                break;
            default:
                client.Fail($"MQTT packet of type {first >> 4}");
                break;
        }
    }

    private static bool TryPacket(ReadOnlySpan<byte> bytes, out byte first, out ReadOnlySpan<byte> body, out int used)
    {
        first = 0;
        body = default;
        used = 0;
        if (bytes.Length < 2 || !TryLength(bytes[1..], out var length, out var lengthBytes) || bytes.Length < 1 + lengthBytes + length)
        {
            return false;
        }

        first = bytes[0];
        body = bytes.Slice(1 + lengthBytes, length);
        used = 1 + lengthBytes + length;
        return true;
    }

    private static bool TryLength(ReadOnlySpan<byte> bytes, out int length, out int lengthBytes)
    {
        length = 0;
        for (lengthBytes = 0; lengthBytes < Math.Min(4, bytes.Length);)
        {
            var digit = bytes[lengthBytes];
            length |= (digit & 0x7F) << (7 * lengthBytes++);
            if (digit < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    private static byte[] Frame(byte first, byte[] body)
    {
        List<byte> packet = [first];
        var rest = body.Length;
        do
        {
            packet.Add((byte)((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0)));
            rest >>= 7;
        }
        while (rest > 0);
        return OutgoingFrame.Of(Binary, [.. packet, .. body]);
    }
}
