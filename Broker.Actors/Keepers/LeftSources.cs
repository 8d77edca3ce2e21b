using Broker.Actors.Nodes;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>Where the states of a shard are when it begins on a node, and which of them still count.</summary>
/// <remarks>
/// One that the last hosting answers for counts, wherever it lies: a shard that moves on quickly leaves states with nodes before the last
/// one, which had not come to take them.
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

    /// <summary>Where a topic's state is to be had; null when none counts.</summary>
    /// <param name="topic">Which topic.</param>
    /// <param name="self">This node, whose own copy is the nearest.</param>
    /// <param name="isValid">Whether the hosting that answers for it was the last one.</param>
    /// <param name="refused">What is named besides, by whom.</param>
    public (NodeId Node, LeftName Name)? Choose(TopicName topic, NodeId self, Func<Term, bool> isValid, List<(NodeId Node, LeftName Name)> refused)
    {
        var named = _byTopic[topic];
        Term? term = null;
        foreach (var (_, name) in named)
        {
            if (isValid(name.Hosting) && (term is null || name.Term > term))
            {
                term = name.Term;
            }
        }

        (NodeId Node, LeftName Name)? chosen = null;
        foreach (var candidate in named)
        {
            if (candidate.Name.Term == term && (chosen is null || Rank(candidate, self) < Rank(chosen.Value, self)))
            {
                chosen = candidate;
            }
        }

        refused.AddRange(named.Where(candidate => candidate != chosen));
        return chosen;
    }

    // What lies somewhere before what is still to come there; of the latter, where another node has begun to take it. What is to come here
    // from a node that does not name it any more has gone another way.
    private static int Rank((NodeId Node, LeftName Name) candidate, NodeId self) =>
        (candidate.Name.IsComing, candidate.Node == self) switch
        {
            (false, true) => 0,
            (false, false) => 1,
            (true, false) => 2,
            (true, true) => 3,
        };
}
