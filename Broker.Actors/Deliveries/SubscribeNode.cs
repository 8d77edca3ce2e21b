using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Deliveries;

/// <summary>Relay to topic: deliver to me. Repeated until <see cref="NodeSubscribed"/> comes; a repeat changes nothing.</summary>
/// <param name="Topic">Which topic.</param>
/// <param name="Known">How far this node is, or none.</param>
/// <param name="Highest">The highest term this relay has seen; an owner below it is out of date.</param>
public sealed record SubscribeNode(TopicName Topic, Position Known, Term Highest) : ITopicMessage;
