namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Finds out for which entity a message is, and in which shard that entity lives.</summary>
public interface IMessageExtractor
{
    /// <summary>The entity; null when the message is not for an entity.</summary>
    string? EntityId(object message);

    /// <summary>What the entity is to receive, usually the message itself.</summary>
    object? EntityMessage(object message);

    /// <summary>The shard of the message's entity; kept for implementers of Akka.NET's interface, never called.</summary>
    string? ShardId(object message);

    /// <summary>The shard of an entity. Must give the same answer on every node.</summary>
    string ShardId(string entityId, object? messageHint = null);
}
