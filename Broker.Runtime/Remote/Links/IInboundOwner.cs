using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Links;

/// <summary>What a receiving link tells the association it belongs to.</summary>
internal interface IInboundOwner
{
    /// <summary>Monotonic time since remoting started.</summary>
    TimeSpan Now { get; }

    void InboundEnded(InboundLink link, Exception? failure);

    void PeerSaidGoodbye(PeerIdentity peer);

    void PeerQuarantinedUs(PeerIdentity peer);

    /// <summary>A newer peer sent a frame this node does not know and may pass over.</summary>
    void UnknownFrame(PeerIdentity peer, FrameType type);
}
