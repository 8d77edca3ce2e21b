using Broker.Actors.Nodes;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Deliveries;

/// <summary>Relay to topic: deliver to me. Repeated until <see cref="NodeSubscribed"/> comes; a repeat changes nothing.</summary>
/// <param name="Topic">Which topic.</param>
/// <param name="Known">How far this node is, or none.</param>
/// <param name="Highest">The highest term this relay has seen; an owner below it is out of date.</param>
/// <param name="Followed">The term of the owner whose deliveries this relay last took; an owner that continues an older state is out of date.</param>
/// <param name="Node">The node of the relay.</param>
/// <param name="Number">Rises with each subscription after the relay wanted to go; a wish to go with a lower one is out of date.</param>
public sealed record SubscribeNode(
    TopicName Topic, Position Known, Term Highest, Term Followed = default, NodeId Node = default, long Number = 0) : ITopicMessage;
