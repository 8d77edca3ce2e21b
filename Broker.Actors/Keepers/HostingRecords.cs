using Broker.Actors.Nodes;
using Broker.Protocol.Publications;

namespace Broker.Actors.Keepers;

/// <summary>Under which hostings other nodes have asked for each shard: what a state was left under must be the last that began.</summary>
internal sealed class HostingRecords
{
    private readonly Dictionary<ShardId, Record> _records = [];

    /// <summary>A node asks for a shard: it is about to host it.</summary>
    public void Note(AskedShard asked, NodeId node)
    {
        if (!_records.TryGetValue(asked.Shard, out var record))
        {
            _records.Add(asked.Shard, record = new Record());
        }

        if (asked.Hosting > record.ByNode.GetValueOrDefault(node))
        {
            record.ByNode[node] = asked.Hosting;
        }
    }

    /// <summary>What this node can say of a shard's hostings elsewhere.</summary>
    public HeardHostings Of(ShardId shard, Term opened) => _records.TryGetValue(shard, out var record)
        ? new HeardHostings(opened, record.OfGone, [.. record.ByNode.Select(static known => new NodeHosting(known.Key, known.Value))])
        : new HeardHostings(opened, Term.Zero, []);

    /// <summary>Who is gone can't say any more whether its last hosting began: it counts as if it had.</summary>
    public void Forget(NodeId gone)
    {
        foreach (var record in _records.Values)
        {
            if (record.ByNode.Remove(gone, out var hosting) && hosting > record.OfGone)
            {
                record.OfGone = hosting;
            }
        }
    }

    private sealed class Record
    {
        public Dictionary<NodeId, Term> ByNode { get; } = [];

        public Term OfGone { get; set; }
    }
}
