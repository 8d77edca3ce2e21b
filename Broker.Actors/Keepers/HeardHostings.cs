using Broker.Actors.Nodes;
using Broker.Protocol.Publications;

namespace Broker.Actors.Keepers;

/// <summary>What one node knows of the hostings of a shard.</summary>
/// <param name="Opened">The last one of its own that has begun.</param>
/// <param name="OfGone">The highest of nodes that are no members any more.</param>
/// <param name="Others">The highest under which each other node has asked.</param>
public sealed record HeardHostings(Term Opened, Term OfGone, IReadOnlyList<NodeHosting> Others)
{
    /// <summary>The highest that counts as begun: those of nodes that have not said themselves what began there are believed to have.</summary>
    public Term Highest(Func<NodeId, bool> hasAnswered)
    {
        var highest = Opened > OfGone ? Opened : OfGone;
        foreach (var other in Others)
        {
            if (other.Hosting > highest && !hasAnswered(other.Node))
            {
                highest = other.Hosting;
            }
        }

        return highest;
    }
}
