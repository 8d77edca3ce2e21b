using Broker.Actors.Nodes;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>Keeper to topic: you have a final state here. It starts the owner, and with that the asking for its shard.</summary>
/// <remarks>A node that is about to leave has no shard region any more; it sends this to the keeper of another, which passes it on.</remarks>
public sealed record LeftBehind(TopicName Topic, NodeId Node, Term Term) : ITopicMessage;
