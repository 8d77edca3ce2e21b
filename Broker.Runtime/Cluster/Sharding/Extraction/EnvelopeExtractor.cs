namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Takes <see cref="ShardingEnvelope"/> off for any extractor.</summary>
internal sealed class EnvelopeExtractor(IMessageExtractor inner) : IMessageExtractor
{
    public string? EntityId(object message) => message is ShardingEnvelope envelope ? envelope.EntityId : inner.EntityId(message);

    public object? EntityMessage(object message) => message is ShardingEnvelope envelope ? envelope.Message : inner.EntityMessage(message);

    public string? ShardId(object message) => EntityId(message) is { } id ? ShardId(id, message) : null;

    public string ShardId(string entityId, object? messageHint = null) => inner.ShardId(entityId, messageHint);
}
