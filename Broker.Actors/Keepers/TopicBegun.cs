using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>Owner to its node's keeper, before its first promise: what I was given is mine now.</summary>
public sealed record TopicBegun(TopicName Topic, ShardId Shard);
