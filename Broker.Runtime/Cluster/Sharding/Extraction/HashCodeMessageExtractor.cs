using System.Globalization;
using Broker.Runtime.Util;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Puts entities into a fixed number of shards by a hash of their identifier.</summary>
/// <remarks>
/// The hash is the same in all processes. The number of shards must be the same on all nodes; ten times the number of nodes spreads well.
/// </remarks>
public abstract class HashCodeMessageExtractor : IMessageExtractor
{
    private readonly string[] _shardIds;

    /// <summary>Creates an extractor for this many shards.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    protected HashCodeMessageExtractor(int maxNumberOfShards)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfShards);
        MaxNumberOfShards = maxNumberOfShards;
        _shardIds = new string[maxNumberOfShards];
        for (var i = 0; i < maxNumberOfShards; i++)
            _shardIds[i] = i.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The number of shards.</summary>
    public int MaxNumberOfShards { get; }

    /// <summary>An extractor made of functions.</summary>
    public static HashCodeMessageExtractor Create(
        int maxNumberOfShards, Func<object, string?> entityIdExtractor, Func<object, object>? messageExtractor = null) =>
        new Functions(maxNumberOfShards, entityIdExtractor, messageExtractor ?? (static message => message));

    /// <inheritdoc />
    public abstract string? EntityId(object message);

    /// <inheritdoc />
    public virtual object? EntityMessage(object message) => message;

    /// <inheritdoc />
    string? IMessageExtractor.ShardId(object message) => EntityId(message) is { } id ? ShardId(id, message) : null;

    /// <inheritdoc />
    public virtual string ShardId(string entityId, object? messageHint = null) =>
        _shardIds[Math.Abs(MurmurHash.StringHash(entityId) % MaxNumberOfShards)];

    private sealed class Functions(int maxNumberOfShards, Func<object, string?> entityId, Func<object, object> entityMessage)
        : HashCodeMessageExtractor(maxNumberOfShards)
    {
        public override string? EntityId(object message) => entityId(message);

        public override object? EntityMessage(object message) => entityMessage(message);
    }
}
