using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>A topic that is left with a keeper.</summary>
/// <param name="Topic">Which topic.</param>
/// <param name="Term">The term of the owner that left it.</param>
/// <param name="Hosting">The hosting of the shard that answers for it.</param>
/// <param name="IsComing">Whether it is still to come to that keeper from another one.</param>
public readonly record struct LeftName(TopicName Topic, Term Term, Term Hosting, bool IsComing = false);
