using Broker.Actors.Interest;
using Broker.Actors.Nodes;
using Broker.Protocol.Publications;

namespace Broker.Actors.Keepers;

/// <summary>Keeper to keeper: what is left here of a shard; one page of the answer to <see cref="AskLeft"/>.</summary>
/// <param name="Node">The answering node.</param>
/// <param name="Shard">Which shard.</param>
/// <param name="Asked">The hosting that asked.</param>
/// <param name="Heard">What this node knows of the shard's hostings.</param>
/// <param name="HighestTerm">The highest term that this node has given or heard of.</param>
/// <param name="Interest">The version of this node's interest in filters.</param>
/// <param name="LeaseLeftMs">How long a node may still act that this node gave a lease to, and that is gone without a word.</param>
/// <param name="IsHosting">Whether the shard is hosted on this node too, with owners that may act: then nothing else here counts yet.</param>
/// <param name="Version">Pages of different versions don't belong together.</param>
/// <param name="Page">Which page, from 0.</param>
/// <param name="Pages">How many pages there are.</param>
/// <param name="Names">What is left.</param>
public sealed record LeftNames(
    NodeId Node,
    ShardId Shard,
    Term Asked,
    HeardHostings Heard,
    Term HighestTerm,
    InterestVersion Interest,
    long LeaseLeftMs,
    bool IsHosting,
    long Version,
    int Page,
    int Pages,
    IReadOnlyList<LeftName> Names)
{
    /// <summary>The most names in a message: of 255 bytes each, with their numbers, they stay far below the largest frame.</summary>
    public const int PerMessage = 500;
}
