using Broker.Actors.Nodes;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>Keeper to keeper: give me this one. From then on it belongs to that node, and to no other.</summary>
/// <param name="Node">The taking node.</param>
/// <param name="Topic">Which topic.</param>
/// <param name="Term">The term of the owner that left it.</param>
/// <param name="Segment">The part wanted, from 0.</param>
public sealed record TakeLeft(NodeId Node, TopicName Topic, Term Term, int Segment);
