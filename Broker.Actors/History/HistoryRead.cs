using Broker.Actors.Topics;
using Broker.Protocol.Publications;

namespace Broker.Actors.History;

/// <summary>Topic to whoever asked: what is kept of what was asked for.</summary>
/// <param name="Tag">Names the question.</param>
/// <param name="Head">The last publication of the topic.</param>
/// <param name="IsComplete">Whether nothing between the position asked for and the first publication here is gone. False for another epoch.</param>
/// <param name="HasMore">Whether more is kept than one answer holds; ask again from the last one.</param>
/// <param name="Publications">In the order asked for.</param>
public sealed record HistoryRead(long Tag, Position Head, bool IsComplete, bool HasMore, IReadOnlyList<Publication> Publications);
