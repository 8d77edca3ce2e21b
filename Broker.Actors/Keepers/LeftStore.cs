using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>The left topics that lie on a node, by name and by shard.</summary>
internal sealed class LeftStore(KeeperCounts counts)
{
    private readonly Dictionary<TopicName, LeftEntry> _byTopic = [];
    private readonly Dictionary<ShardId, Dictionary<TopicName, LeftEntry>> _byShard = [];
    private long _bytes;

    public int Count => _byTopic.Count;

    /// <summary>The bytes of what came from other nodes and no owner has claimed.</summary>
    public long TakenBytes { get; private set; }

    /// <summary>Rises with every change.</summary>
    public long Version { get; private set; }

    public IEnumerable<ShardId> Shards => _byShard.Keys;

    public LeftEntry? Find(TopicName topic) => _byTopic.GetValueOrDefault(topic);

    public IReadOnlyCollection<LeftEntry> Of(ShardId shard) =>
        _byShard.TryGetValue(shard, out var entries) ? entries.Values : [];

    public void Put(LeftEntry entry)
    {
        var state = entry.State;
        Remove(state.Topic);
        _byTopic.Add(state.Topic, entry);
        if (!_byShard.TryGetValue(state.Shard, out var shard))
        {
            _byShard.Add(state.Shard, shard = []);
        }

        shard.Add(state.Topic, entry);
        Account(entry, 1);
    }

    public bool Remove(TopicName topic)
    {
        if (!_byTopic.Remove(topic, out var entry))
        {
            return false;
        }

        var shard = _byShard[entry.State.Shard];
        shard.Remove(topic);
        if (shard.Count == 0)
        {
            _byShard.Remove(entry.State.Shard);
        }

        Account(entry, -1);
        return true;
    }

    private void Account(LeftEntry entry, int sign)
    {
        Version++;
        _bytes += sign * entry.State.Bytes;
        TakenBytes += entry.IsTaken ? sign * entry.State.Bytes : 0;
        counts.SetHeld(_byTopic.Count, _bytes);
    }
}
