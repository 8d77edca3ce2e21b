using BenchmarkDotNet.Attributes;
using Broker.Protocol.Mqtt;
using Broker.Protocol.Outbound;
using Broker.Protocol.Plain;
using Broker.Protocol.Publications;
using Broker.Protocol.RelayV1;

namespace Broker.Bench.Micro;

/// <summary>One publication in the bytes that all its subscribers of a node share.</summary>
public class FrameEncode
{
    private readonly Publication _publication = new(Sizes.Topic, new Epoch(7), new Offset(1), 0, Sizes.Payload);

    /// <summary>For bare clients.</summary>
    [Benchmark]
    public void Plain() => Encode(PlainFormat.Instance);

    /// <summary>For MQTT 3.1.1 at QoS 0.</summary>
    [Benchmark]
    public void Mqtt() => Encode(MqttFormat.Instance);

    /// <summary>For <c>relay.v1</c>.</summary>
    [Benchmark]
    public void RelayV1() => Encode(RelayV1Format.Instance);

    private void Encode(DeliveryFormat format)
    {
        if (format.Encode(_publication).IsEmpty)
        {
            throw new InvalidOperationException("Nothing was encoded.");
        }
    }
}
