using System.Globalization;
using Broker.Actors.Keepers;

namespace Broker.Actors.Topics;

/// <summary>Which topic a message is for, and by its hash which shard.</summary>
/// <remarks>The entity's id is the topic's name as it is; sharding escapes it where it becomes an actor's name.</remarks>
public sealed class TopicMessageExtractor(int shards) : HashCodeMessageExtractor(shards)
{
    public override string? EntityId(object message) => (message as ITopicMessage)?.Topic.Value;

    /// <summary>The shard that sharding puts a topic into.</summary>
    public static ShardId ShardOf(string entityId, int shards) =>
        new(int.Parse(new TopicMessageExtractor(shards).ShardId(entityId, null), CultureInfo.InvariantCulture));
}
