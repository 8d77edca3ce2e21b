using Broker.Actors.Nodes;

namespace Broker.Actors.HeadReports;

/// <summary>Send the message to the node's hub.</summary>
public readonly record struct HeadReportEffect(NodeId Node, object Message);
