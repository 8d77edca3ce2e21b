using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Publishing;

/// <summary>To this node's publish gateway: publish this. Answered by a <see cref="PublishResult"/>.</summary>
public sealed record PublishRequest(TopicName Topic, Payload Payload);
