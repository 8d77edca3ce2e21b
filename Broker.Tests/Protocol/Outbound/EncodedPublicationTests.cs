using Broker.Protocol.Mqtt;
using Broker.Protocol.Outbound;
using Broker.Protocol.Plain;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Tests.Protocol.Outbound;

public sealed class EncodedPublicationTests
{
    private static readonly Publication Hello =
        new(TopicName.Parse("CC"), new Epoch(7), new Offset(3), 1_000, Payload.OfText("hello"u8.ToArray()));

    [Fact]
    public void Subscribers_of_one_format_share_the_same_bytes()
    {
        var encoded = new EncodedPublication(Hello);
        var plain = encoded.For(PlainFormat.Instance);
        var mqtt = encoded.For(MqttFormat.Instance);
        Assert.True(plain.Equals(encoded.For(PlainFormat.Instance)));
        Assert.True(mqtt.Equals(encoded.For(MqttFormat.Instance)));
    }

    [Fact]
    public void Plain_is_one_text_frame_with_the_payload() =>
        Assert.Equal([0x81, 5, .. "hello"u8], PlainFormat.Instance.Encode(Hello).ToArray());

    [Fact]
    public void Plain_shows_binary_as_a_binary_frame()
    {
        var publication = new Publication(Hello.Topic, Hello.Epoch, Hello.Offset, 0, Payload.OfBinary(new byte[] { 1, 2 }));
        Assert.Equal([0x82, 2, 1, 2], PlainFormat.Instance.Encode(publication).ToArray());
    }

    [Fact]
    public void Mqtt_is_one_publish_of_qos_0_in_a_binary_frame() =>
        Assert.Equal([0x82, 11, 0x30, 9, 0, 2, .. "CC"u8, .. "hello"u8], MqttFormat.Instance.Encode(Hello).ToArray());

    [Theory]
    [InlineData(0, 1)]
    [InlineData(123, 1)]
    [InlineData(124, 2)]
    [InlineData(16_379, 2)]
    [InlineData(16_380, 3)]
    [InlineData(2_097_147, 3)]
    [InlineData(2_097_148, 4)]
    public void The_remaining_length_of_mqtt_takes_as_few_bytes_as_it_can(int payload, int lengthBytes)
    {
        var frame = MqttWriter.Publish("CC"u8, new byte[payload]);
        var packet = 1 + lengthBytes + 4 + payload;
        var header = packet < 126 ? 2 : packet <= ushort.MaxValue ? 4 : 10;
        Assert.Equal(header + packet, frame.Length);
    }
}
