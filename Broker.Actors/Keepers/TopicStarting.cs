using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>Starting owner to its node's keeper: may I begin? Answered by <see cref="TopicMayBegin"/>.</summary>
internal sealed record TopicStarting(TopicName Topic, ShardId Shard, IActorRef Hosting);
