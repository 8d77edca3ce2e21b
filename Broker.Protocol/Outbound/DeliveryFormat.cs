using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Protocol.Outbound;

/// <summary>One way to write a publication for clients.</summary>
/// <remarks>
/// There is one instance for each format in the process, and its identity keys the encoded bytes: all subscribers of a topic on a node
/// that share a format share one array.
/// </remarks>
public abstract class DeliveryFormat
{
    /// <summary>The name in logs and metrics.</summary>
    public abstract string Name { get; }

    /// <summary>The complete frames of the publication, ready for the socket: unmasked, as a server sends.</summary>
    /// <remarks>Called once for each publication, format and node. The result is never written to again.</remarks>
    public abstract ReadOnlyMemory<byte> Encode(Publication publication);

    /// <summary>Whether it can say that something is gone: <see cref="EncodeReset(TopicName, StreamPosition)"/> is never null then.</summary>
    public virtual bool TellsResets => false;

    /// <summary>The complete frames that tell a subscriber, in its place in the stream, that publications before it are gone.</summary>
    /// <remarks>Null for formats that can't say so; then the connection decides what is to be done.</remarks>
    /// <param name="topic">The topic.</param>
    /// <param name="after">What follows comes after this position.</param>
    public virtual ReadOnlyMemory<byte>? EncodeReset(TopicName topic, StreamPosition after) => null;

    /// <summary>The same for the subscribers of a filter: publications of some topic that matches may be gone, and nobody can say which.</summary>
    public virtual ReadOnlyMemory<byte>? EncodeReset(TopicFilter filter) => null;

    /// <summary>Whether a stream of this format ends where publications are missing, since its clients would take what follows for the whole.</summary>
    public virtual bool EndsAtGap => false;
}
