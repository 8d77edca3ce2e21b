using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Clients;

/// <summary>What a client wants to read of a topic's history.</summary>
/// <param name="Topic">The topic.</param>
/// <param name="Since">Only what comes after this position, or before it when reversed; null for all that is kept.</param>
/// <param name="Limit">The most publications; zero asks for the topic's position only.</param>
/// <param name="IsReverse">The newest first.</param>
public readonly record struct HistoryRequest(TopicName Topic, StreamPosition? Since, int Limit, bool IsReverse);
