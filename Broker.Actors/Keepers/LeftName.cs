using Broker.Actors.Nodes;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>A topic that is left with a keeper.</summary>
/// <param name="Topic">Which topic.</param>
/// <param name="Term">The term of the owner that left it.</param>
/// <param name="Hosting">The hosting of the shard that answers for it.</param>
/// <param name="LiesWith">The node that has it, where another one answers for it that had not taken it yet; else none.</param>
public readonly record struct LeftName(TopicName Topic, Term Term, Term Hosting, NodeId LiesWith = default)
{
    /// <summary>Whether who names it only answers for it.</summary>
    public bool IsElsewhere => LiesWith != NodeId.None;
}
