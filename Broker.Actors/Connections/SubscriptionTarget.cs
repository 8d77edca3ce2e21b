using Broker.Protocol.Topics;

namespace Broker.Actors.Connections;

/// <summary>What a subscription is to: one topic, or all that match a filter.</summary>
internal readonly record struct SubscriptionTarget(TopicName? Topic, TopicFilter? Filter)
{
    public static implicit operator SubscriptionTarget(TopicName topic) => new(topic, null);

    public static implicit operator SubscriptionTarget(TopicFilter filter) => new(null, filter);
}
