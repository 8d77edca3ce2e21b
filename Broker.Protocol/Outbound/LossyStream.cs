using Broker.Protocol.Topics;

namespace Broker.Protocol.Outbound;

/// <summary>A topic whose waiting publications may give way to later ones, for subscribers that read slowly.</summary>
/// <remarks>Outboxes know it by its identity: whoever offers a topic's publications has one for all of them.</remarks>
/// <param name="topic">The topic.</param>
/// <param name="keepsNewest">Whether all that waits gives way when there is no room for a newer one, rather than the oldest only.</param>
public sealed class LossyStream(TopicName topic, bool keepsNewest)
{
    /// <summary>The topic.</summary>
    public TopicName Topic { get; } = topic;

    /// <summary>Whether all that waits gives way when there is no room for a newer one.</summary>
    public bool KeepsNewest { get; } = keepsNewest;
}
