using Broker.Actors.Nodes;

namespace Broker.Actors.HeadReports;

/// <summary>Node to node: the report has come, and the relays it names know.</summary>
public sealed record HeadReportReceived(NodeId Node, long Sequence);
