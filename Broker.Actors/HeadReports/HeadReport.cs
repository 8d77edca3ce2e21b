using Broker.Actors.Nodes;

namespace Broker.Actors.HeadReports;

/// <summary>Node to node: where the topics are that are owned here and heard there, and to which ones that node is invited.</summary>
/// <param name="Node">Who reports.</param>
/// <param name="Sequence">Names this report in <see cref="HeadReportReceived"/>.</param>
/// <param name="Heads">The topics published to since they were last reported and acknowledged.</param>
/// <param name="Invites">What that node's filters match, and it is not subscribed to.</param>
/// <param name="HasForgotten">Some invites had to be dropped: whoever hears filters there may have missed something.</param>
public sealed record HeadReport(
    NodeId Node, long Sequence, IReadOnlyList<ReportedHead> Heads, IReadOnlyList<TopicMatched> Invites, bool HasForgotten);
