using Broker.Actors.Topics;
using Broker.Protocol.Topics;

namespace Broker.Actors.History;

/// <summary>Anyone to topic: what was published? Answered by <see cref="HistoryRead"/>, or not at all by an owner that may not act.</summary>
/// <param name="Topic">Which topic.</param>
/// <param name="Tag">Names the question in the answer.</param>
/// <param name="Since">Only what comes after this position (before it when reversed), or none: all that is kept.</param>
/// <param name="Limit">The most publications wanted; 0 asks for the head only.</param>
/// <param name="IsReverse">The newest first.</param>
public sealed record ReadHistory(TopicName Topic, long Tag, Position Since, int Limit, bool IsReverse) : ITopicMessage;
