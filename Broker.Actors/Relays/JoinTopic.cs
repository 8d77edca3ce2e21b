using Broker.Actors.Topics;

namespace Broker.Actors.Relays;

/// <summary>Connection to this node's relays: let me hear the topic. Answered by <see cref="TopicJoined"/> when the topic delivers.</summary>
/// <param name="Subscriber">Who.</param>
/// <param name="After">The position after which nothing may be missing; null for one who wants what comes from now on.</param>
public sealed record JoinTopic(Subscriber Subscriber, Position? After = null);
