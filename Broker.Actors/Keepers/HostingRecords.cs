using Broker.Actors.Nodes;
using Broker.Protocol.Publications;

namespace Broker.Actors.Keepers;

/// <summary>The highest hostings of each shard that a node has heard of: what a state was left under must be the last of them.</summary>
internal sealed class HostingRecords
{
    private readonly Dictionary<ShardId, Record> _records = [];

    /// <summary>A node hosts a shard, or is about to.</summary>
    public void Note(ShardId shard, Term hosting, NodeId node)
    {
        var known = _records.GetValueOrDefault(shard);
        if (known.Node == node)
        {
            _records[shard] = known with { Highest = hosting > known.Highest ? hosting : known.Highest };
        }
        else if (hosting > known.Highest)
        {
            _records[shard] = new Record(hosting, node, known.Highest);
        }
        else if (hosting > known.OfAnother)
        {
            _records[shard] = known with { OfAnother = hosting };
        }
    }

    /// <summary>The highest hosting of a shard by any other node than one.</summary>
    public Term HighestBeside(NodeId node, ShardId shard)
    {
        var known = _records.GetValueOrDefault(shard);
        return known.Node == node ? known.OfAnother : known.Highest;
    }

    /// <param name="Highest">The highest hosting.</param>
    /// <param name="Node">Whose it is.</param>
    /// <param name="OfAnother">The highest of any other node than that.</param>
    private readonly record struct Record(Term Highest, NodeId Node, Term OfAnother);
}
