using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;

namespace Broker.Protocol.Mqtt;

/// <summary>A publication as a PUBLISH of QoS 0 in a binary frame; the bytes are the same for MQTT 3.1.1 clients all over a node.</summary>
public sealed class MqttFormat : DeliveryFormat
{
    /// <summary>The only instance.</summary>
    public static readonly MqttFormat Instance = new();

    private MqttFormat()
    {
    }

    /// <inheritdoc/>
    public override string Name => "mqtt";

    /// <inheritdoc/>
    public override ReadOnlyMemory<byte> Encode(Publication publication) =>
        MqttWriter.Publish(publication.Topic.Utf8.Span, publication.Payload.Bytes.Span);
}
