using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>A topic that is left with a keeper.</summary>
/// <param name="Topic">Which topic.</param>
/// <param name="Term">The term of the owner that left it.</param>
/// <param name="Hosting">The hosting of the shard under which it was left.</param>
public readonly record struct LeftName(TopicName Topic, Term Term, Term Hosting);
