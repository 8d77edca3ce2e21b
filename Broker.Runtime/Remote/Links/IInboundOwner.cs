using Broker.Runtime.Remote.Handshake;

namespace Broker.Runtime.Remote.Links;

/// <summary>What a receiving link tells the association it belongs to.</summary>
internal interface IInboundOwner
{
    void InboundEnded(InboundLink link, Exception? failure);

    void PeerSaidGoodbye(PeerIdentity peer);

    void PeerQuarantinedUs(PeerIdentity peer);
}
