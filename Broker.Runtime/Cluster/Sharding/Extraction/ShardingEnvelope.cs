using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>A message with the entity it is for, for entities whose messages do not name them.</summary>
/// <remarks>A region takes the envelope off by itself, whatever its extractor.</remarks>
/// <param name="entityId">The entity.</param>
/// <param name="message">What it receives.</param>
public sealed class ShardingEnvelope(string entityId, object message) : IWrappedMessage, IClusterShardingSerializable, IEquatable<ShardingEnvelope>
{
    /// <summary>The entity.</summary>
    public string EntityId { get; } = entityId;

    /// <summary>What the entity receives.</summary>
    public object Message { get; } = message;

    /// <inheritdoc />
    public bool Equals(ShardingEnvelope? other) => other is not null && other.EntityId == EntityId && Equals(other.Message, Message);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ShardingEnvelope);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(EntityId, Message);

    /// <inheritdoc />
    public override string ToString() => $"ShardingEnvelope({EntityId}, {Message})";
}
