using Broker.Actors.Nodes;
using Broker.Protocol.Topics;

namespace Broker.Actors.Interest;

/// <summary>What a topic's owner sees of the filters in the cluster; safe for any thread.</summary>
public interface IInterestView
{
    /// <summary>Changes with any filter of any node. An owner compares it at each publish, and matches only when it has changed.</summary>
    long Version { get; }

    /// <summary>Fills a list with the nodes that have a filter which the topic matches, each once; this node may be among them.</summary>
    void Match(TopicName topic, List<NodeId> into);
}
