using Broker.Protocol.Publications;

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
}
