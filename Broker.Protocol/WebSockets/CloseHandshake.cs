namespace Broker.Protocol.WebSockets;

/// <summary>How far the closing of one connection has come (RFC 6455 section 7.1): each side sends one close frame.</summary>
/// <remarks>Pure and immutable; the two loops of a connection replace it whole.</remarks>
public sealed record CloseHandshake
{
    /// <summary>Nobody closes.</summary>
    public static readonly CloseHandshake Open = new();

    /// <summary>Whether our close frame was sent.</summary>
    public bool Sent { get; private init; }

    /// <summary>Whether the peer's close frame came, or the peer can't send one any more.</summary>
    public bool Received { get; private init; }

    /// <summary>The code that the peer gave.</summary>
    public ushort? PeerCode { get; private init; }

    /// <summary>Whether the connection of the transport may be ended: the server does that first (section 7.1.1).</summary>
    public bool IsComplete => Sent && Received;

    /// <summary>The peer closes.</summary>
    public CloseHandshake PeerCloses(ushort? code) => Received ? this : this with { Received = true, PeerCode = code };

    /// <summary>Our close frame goes out; gives its code: the peer's own when it closes first (section 5.5.1), else ours.</summary>
    public CloseHandshake WeClose(ushort code, out ushort? sent)
    {
        sent = Received ? PeerCode : code;
        return this with { Sent = true };
    }
}
