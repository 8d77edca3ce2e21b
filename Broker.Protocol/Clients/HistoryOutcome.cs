using Broker.Protocol.Errors;
using Broker.Protocol.Publications;

namespace Broker.Protocol.Clients;

/// <summary>How a reading of a topic's history ended.</summary>
/// <param name="Tag">The tag that came with it.</param>
/// <param name="Error">Why there is none, or null; with an error the rest has no meaning.</param>
/// <param name="Head">The last publication of the topic.</param>
/// <param name="IsComplete">Whether nothing is missing between the position asked for and the first publication.</param>
/// <param name="HasMore">Whether more is kept than one answer holds: ask again from its last publication.</param>
/// <param name="Publications">In the order asked for.</param>
public readonly record struct HistoryOutcome(
    long Tag, ErrorCode? Error, StreamPosition Head, bool IsComplete, bool HasMore, IReadOnlyList<Publication> Publications)
{
    /// <summary>There is no answer.</summary>
    public static HistoryOutcome Failed(long tag, ErrorCode error) => new(tag, error, default, false, false, []);
}
