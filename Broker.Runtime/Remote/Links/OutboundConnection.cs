using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Transport;

namespace Broker.Runtime.Remote.Links;

/// <summary>A connection made by this node, proven at both ends.</summary>
internal sealed record OutboundConnection(ITransportConnection Connection, PeerIdentity Peer);
