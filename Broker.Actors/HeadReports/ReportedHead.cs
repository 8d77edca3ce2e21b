using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.HeadReports;

/// <summary>One topic in a report.</summary>
public readonly record struct ReportedHead(TopicName Topic, Term Term, Position Head);
