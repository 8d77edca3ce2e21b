using Broker.Protocol.Outbound;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <summary>The frames that tell of one gap, made once for each format that can say it.</summary>
internal sealed class ResetFrames(TopicName topic, StreamPosition after)
{
    private readonly Dictionary<DeliveryFormat, ReadOnlyMemory<byte>?> _frames = [];

    /// <summary>The frame in a format, or null when that can't say it.</summary>
    public ReadOnlyMemory<byte>? For(DeliveryFormat format)
    {
        if (!_frames.TryGetValue(format, out var frame))
        {
            frame = format.EncodeReset(topic, after);
            _frames.Add(format, frame);
        }

        return frame;
    }
}
