using System.Text;

namespace Broker.Tests.Protocol.Mqtt;

/// <summary>Writes the packets of an MQTT client, right or wrong.</summary>
internal static class Packets
{
    public static byte[] Packet(byte first, params ReadOnlySpan<byte> body)
    {
        var packet = new List<byte> { first };
        var left = body.Length;
        do
        {
            packet.Add((byte)((left & 0x7F) | (left > 0x7F ? 0x80 : 0)));
            left >>= 7;
        }
        while (left > 0);
        packet.AddRange(body);
        return [.. packet];
    }

    public static byte[] Connect(string name = "MQTT", byte level = 4, byte flags = 2, ushort keepAlive = 0, string clientId = "c") =>
        Packet(0x10, [.. Text(name), level, flags, (byte)(keepAlive >> 8), (byte)keepAlive, .. Text(clientId)]);

    public static byte[] Subscribe(ushort packetId, params string[] filters) =>
        Packet(0x82, [(byte)(packetId >> 8), (byte)packetId, .. filters.SelectMany(static f => (byte[])[.. Text(f), 0])]);

    public static byte[] Publish(string topic, string payload, byte flags = 0) =>
        Packet((byte)(0x30 | flags), [.. Text(topic), .. (flags & 0x6) != 0 ? [0, 1] : Array.Empty<byte>(), .. Encoding.UTF8.GetBytes(payload)]);

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }
}
