using Broker.Protocol.Topics;

namespace Broker.Protocol.Publications;

/// <summary>One message on a topic, with its place in it.</summary>
/// <remarks>Immutable and owned by the garbage collector, so that any number of outboxes may refer to its bytes.</remarks>
public sealed class Publication(TopicName topic, Epoch epoch, Offset offset, long timeMs, Payload payload)
{
    /// <summary>The topic it was published to.</summary>
    public TopicName Topic { get; } = topic;

    /// <summary>The life of the topic's numbering that <see cref="Offset"/> belongs to.</summary>
    public Epoch Epoch { get; } = epoch;

    /// <summary>The place in the epoch.</summary>
    public Offset Offset { get; } = offset;

    /// <summary>When the topic accepted it: milliseconds since 1970-01-01 UTC.</summary>
    public long TimeMs { get; } = timeMs;

    /// <summary>What was published.</summary>
    public Payload Payload { get; } = payload;
}
