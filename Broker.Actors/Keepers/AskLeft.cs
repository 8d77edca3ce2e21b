using Broker.Actors.Nodes;

namespace Broker.Actors.Keepers;

/// <summary>Keeper to keeper: these shards begin here; what is left of them with you? Each is answered by <see cref="LeftNames"/>.</summary>
public sealed record AskLeft(NodeId Node, IReadOnlyList<AskedShard> Shards);
