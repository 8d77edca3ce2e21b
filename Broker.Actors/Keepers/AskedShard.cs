using Broker.Protocol.Publications;

namespace Broker.Actors.Keepers;

/// <summary>A shard that begins on a node.</summary>
/// <param name="Shard">Which shard.</param>
/// <param name="Hosting">The term of this hosting: above every hosting of the shard before it that a majority has heard of.</param>
public readonly record struct AskedShard(ShardId Shard, Term Hosting);
