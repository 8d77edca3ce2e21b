using Broker.Actors.Nodes;

namespace Broker.Actors.Keepers;

/// <summary>Keeper to keeper: you were told that these lie with others, and they don't come here any more; do you answer for them now?</summary>
/// <param name="Node">Who has stopped taking them.</param>
/// <param name="Shard">Their shard.</param>
/// <param name="Names">As they were named.</param>
public sealed record LeftYielded(NodeId Node, ShardId Shard, IReadOnlyList<LeftName> Names);
