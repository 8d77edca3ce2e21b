using Broker.Protocol.Publications;

namespace Broker.Actors.Keepers;

/// <summary>Keeper to starting owner, on one node: begin, with what your predecessor left, or anew.</summary>
/// <param name="Hosting">The term of this hosting of the shard; the owner's own is above it.</param>
/// <param name="Left">The predecessor's final state, which belongs to this owner from now on; null for a new epoch.</param>
public sealed record TopicMayBegin(Term Hosting, LeftTopic? Left);
