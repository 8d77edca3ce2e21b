namespace Broker.Runtime.Remote.Handshake;

/// <summary>What this node brings to its handshakes.</summary>
/// <param name="Peer">Who it is.</param>
/// <param name="Versions">The protocol versions it speaks.</param>
/// <param name="Secret">The shared secret, empty where none is set.</param>
internal sealed record HandshakeIdentity(PeerIdentity Peer, ProtocolVersions Versions, byte[] Secret);
