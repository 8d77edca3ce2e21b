using System.Buffers.Binary;
using System.Text;

namespace Broker.Testing.Clients;

/// <summary>One MQTT control packet.</summary>
/// <param name="First">The first byte: type and flags (MQTT 3.1.1 section 2.2).</param>
/// <param name="Body">Everything after the remaining length.</param>
internal sealed record MqttPacket(byte First, ReadOnlyMemory<byte> Body)
{
    public const int ConnAck = 2;
    public const int Publish = 3;
    public const int SubAck = 9;
    public const int PingResp = 13;

    public int Type => First >> 4;

    /// <summary>Topic and payload of a QoS 0 PUBLISH.</summary>
    public (string Topic, ReadOnlyMemory<byte> Payload) Publication()
    {
        var length = BinaryPrimitives.ReadUInt16BigEndian(Body.Span);
        return (Encoding.UTF8.GetString(Body.Span.Slice(2, length)), Body[(2 + length)..]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"packet type {Type}, {Body.Length} bytes";
}
