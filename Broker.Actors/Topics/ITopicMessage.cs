using Broker.Protocol.Topics;

namespace Broker.Actors.Topics;

/// <summary>A message that the shard region routes to the owner of a topic, wherever that is.</summary>
public interface ITopicMessage
{
    TopicName Topic { get; }
}
