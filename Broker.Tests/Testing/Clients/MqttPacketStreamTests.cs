using Broker.Testing.Clients;

namespace Broker.Tests.Testing.Clients;

public sealed class MqttPacketStreamTests
{
    // A PINGRESP, and a PUBLISH of "hello" to "CC" with a remaining length padded to two bytes.
    private static readonly byte[] Two = [0xD0, 0x00, 0x30, 0x89, 0x00, 0, 2, (byte)'C', (byte)'C', .. "hello"u8];

    [Fact]
    public void Packets_are_cut_out_wherever_the_bytes_are_split()
    {
        for (var split = 0; split <= Two.Length; split++)
        {
            var stream = new MqttPacketStream();
            List<MqttPacket> packets = [.. stream.Read(Two.AsMemory(0, split)), .. stream.Read(Two.AsMemory(split))];

            Assert.Equal([MqttPacket.PingResp, MqttPacket.Publish], packets.Select(packet => packet.Type));
            var (topic, payload) = packets[1].Publication();
            Assert.Equal("CC", topic);
            Assert.Equal("hello"u8.ToArray(), payload.ToArray());
        }
    }

    [Fact]
    public void A_length_of_five_bytes_is_refused()
    {
        Assert.Throws<InvalidDataException>(() => new MqttPacketStream().Read(new byte[] { 0x30, 0x80, 0x80, 0x80, 0x80, 0x01 }));
    }
}
