using Broker.Actors.Nodes;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.HeadReports;

/// <summary>Owner to a node with a filter that its topic matches: subscribe, and fetch what comes after a position.</summary>
/// <param name="Topic">Which topic.</param>
/// <param name="Term">The owner's term.</param>
/// <param name="Before">The head before the first publication that the node was not sent.</param>
/// <param name="Node">Who is invited.</param>
public sealed record TopicMatched(TopicName Topic, Term Term, Position Before, NodeId Node);
