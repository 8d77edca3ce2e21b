namespace Broker.Actors.Relays;

/// <summary>Connection to this node's relays: let me hear the topic. Answered by <see cref="TopicJoined"/> when the topic delivers.</summary>
public sealed record JoinTopic(Subscriber Subscriber);
