using Broker.Runtime.Cluster.Sharding.Effects;

namespace Broker.Runtime.Cluster.Sharding.Regions;

/// <summary>The messages that wait for a shard's home, in order, bounded over all shards together.</summary>
internal sealed class ShardBuffers(int limit)
{
    private readonly Dictionary<string, LinkedList<BufferedMessage>> _shards = new(StringComparer.Ordinal);

    /// <summary>How many messages wait.</summary>
    public int Count { get; private set; }

    /// <summary>The shards that messages wait for.</summary>
    public IReadOnlyCollection<string> Shards => _shards.Keys;

    /// <summary>Whether messages wait for this shard.</summary>
    public bool Contains(string shard) => _shards.ContainsKey(shard);

    /// <summary>Appends a message; false when the limit is reached.</summary>
    public bool TryAdd(string shard, BufferedMessage message)
    {
        if (Count >= limit)
            return false;
        ListOf(shard).AddLast(message);
        Count++;
        return true;
    }

    /// <summary>
    /// Puts messages before all others of the shard: they were sent earlier. The limit does not hold here, since they have been
    /// counted against a shard's limit before.
    /// </summary>
    public void AddFirst(string shard, IReadOnlyList<BufferedMessage> messages)
    {
        if (messages.Count == 0)
            return;
        var list = ListOf(shard);
        for (var i = messages.Count - 1; i >= 0; i--)
            list.AddFirst(messages[i]);
        Count += messages.Count;
    }

    /// <summary>Takes out everything that waits for the shard.</summary>
    public IReadOnlyCollection<BufferedMessage> Take(string shard)
    {
        if (!_shards.Remove(shard, out var list))
            return [];
        Count -= list.Count;
        return list;
    }

    private LinkedList<BufferedMessage> ListOf(string shard)
    {
        if (!_shards.TryGetValue(shard, out var list))
            _shards[shard] = list = [];
        return list;
    }
}
