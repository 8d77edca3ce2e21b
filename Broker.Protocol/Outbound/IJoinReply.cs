using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Outbound;

/// <summary>How a client is told that its subscription has begun.</summary>
/// <remarks>
/// The fan-out point writes it, in the turn in which it adds the subscriber: so the answer comes before the first publication, and nothing
/// lies between. Implementations are immutable, since that turn is not the connection's.
/// </remarks>
public interface IJoinReply
{
    /// <summary>Complete frames that say so.</summary>
    /// <param name="topic">The topic.</param>
    /// <param name="start">What follows comes after this position.</param>
    /// <param name="recovered">Whether this is the position that the client gave; null when it gave none.</param>
    ReadOnlyMemory<byte> Joined(TopicName topic, StreamPosition start, bool? recovered);

    /// <summary>Complete frames that say so of a filter: from now on every topic that matches delivers.</summary>
    ReadOnlyMemory<byte> Joined(TopicFilter filter);
}
