using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Links;

/// <summary>What a link needs of the association it belongs to.</summary>
internal interface ILinkOwner
{
    /// <summary>Monotonic time since remoting started.</summary>
    TimeSpan Now { get; }

    TimeProvider Time { get; }

    /// <summary>Dials, proves, and meets the peer; throws when any of it fails.</summary>
    Task<OutboundConnection> ConnectAsync(Lane lane, CancellationToken cancellationToken);

    /// <summary>Whether <paramref name="uid"/> is the incarnation believed alive. Takes no lock.</summary>
    bool IsCurrent(int uid);

    /// <summary>Bytes were handed to a connection.</summary>
    void Sent(int bytes);

    void Connected(Lane lane, PeerIdentity peer);

    /// <summary>A connection ended; <paramref name="failure"/> is null when this node ended it, <paramref name="lost"/> counts the messages dropped with it.</summary>
    void Disconnected(Lane lane, PeerIdentity peer, Exception? failure, int lost);

    /// <summary>The peer broke the protocol in what it sent back.</summary>
    void CutOff(Lane lane, string reason);

    /// <summary>An attempt failed; <paramref name="failures"/> counts those since the last connection, <paramref name="lost"/> the messages dropped with it.</summary>
    void ConnectFailed(Lane lane, Exception failure, int failures, int lost);
}
