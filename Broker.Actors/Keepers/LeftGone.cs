using Broker.Actors.Nodes;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>Keeper to keeper: this one is not to be had here; another node has it, or it was dropped.</summary>
public sealed record LeftGone(NodeId Node, TopicName Topic, Term Term);
