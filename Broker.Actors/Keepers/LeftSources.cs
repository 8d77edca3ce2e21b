using Broker.Actors.Nodes;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>Where the states of a shard are when it begins on a node, and which of them still count.</summary>
/// <remarks>
/// One that the last hosting answers for counts, wherever it lies: a shard that moves on quickly leaves states with nodes before the last
/// one, which had not come to take them. It is always taken from where it lies, never from one that is itself still to get it: so no two
/// nodes can wait for each other.
/// </remarks>
internal sealed class LeftSources
{
    private readonly Dictionary<TopicName, List<(NodeId Node, LeftName Name)>> _byTopic = [];

    public IEnumerable<TopicName> Topics => _byTopic.Keys;

    /// <summary>A node names a state.</summary>
    public void Add(NodeId node, LeftName name)
    {
        if (!_byTopic.TryGetValue(name.Topic, out var named))
        {
            _byTopic.Add(name.Topic, named = []);
        }

        named.Add((node, name));
    }

    /// <summary>Where a topic's state lies; null when none counts.</summary>
    /// <param name="topic">Which topic.</param>
    /// <param name="self">This node, whose own copy is the nearest.</param>
    /// <param name="isValid">Whether the hosting that answers for it was the last one.</param>
    /// <param name="refused">What is named besides, by whom; those too who answered for what lies elsewhere, since this node does so now.</param>
    public (NodeId Node, LeftName Name)? Choose(TopicName topic, NodeId self, Func<Term, bool> isValid, List<(NodeId Node, LeftName Name)> refused)
    {
        var named = _byTopic[topic];
        (NodeId Node, LeftName Name)? best = null;
        foreach (var candidate in named)
        {
            if (isValid(candidate.Name.Hosting) && (best is null || IsBetter(candidate, best.Value, self)))
            {
                best = candidate;
            }
        }

        if (best is not { } chosen)
        {
            refused.AddRange(named);
            return null;
        }

        var source = chosen.Name.IsElsewhere ? chosen.Name.LiesWith : chosen.Node;
        var name = chosen.Name with { LiesWith = NodeId.None };
        refused.AddRange(named.Where(other => other.Name.IsElsewhere || other.Node != source || other.Name.Term != name.Term));
        return (source, name);
    }

    private static bool IsBetter((NodeId Node, LeftName Name) candidate, (NodeId Node, LeftName Name) best, NodeId self) =>
        candidate.Name.Term != best.Name.Term ? candidate.Name.Term > best.Name.Term : Rank(candidate, self) < Rank(best, self);

    // What lies somewhere before what somebody only answers for.
    private static int Rank((NodeId Node, LeftName Name) candidate, NodeId self) =>
        candidate.Name.IsElsewhere ? 2 : candidate.Node == self ? 0 : 1;
}
