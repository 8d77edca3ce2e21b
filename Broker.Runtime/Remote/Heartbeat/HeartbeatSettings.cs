using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Tls;

namespace Broker.Runtime.Remote.Heartbeat;

/// <summary>What the heartbeat lane needs to know of its node.</summary>
/// <param name="Self">This node.</param>
/// <param name="Tls">Null for connections without TLS.</param>
/// <param name="HandshakeTimeout">From the start of a connection to its welcome.</param>
/// <param name="FrameTimeout">How long a frame that has begun may take to end.</param>
/// <param name="RetryFirst">The pause after a first failure.</param>
/// <param name="RetryLongest">The longest pause between attempts.</param>
/// <param name="Meet">Reports a proven peer; anything but <see cref="RefusalCode.None"/> closes the connection.</param>
/// <param name="Refused">Reports a proven refusal of this node by a peer's address.</param>
/// <param name="CutOff">Reports a peer, by its address, whose connection is closed for what it did.</param>
/// <param name="Failed">Reports an error that the lane survives.</param>
internal sealed record HeartbeatSettings(
    HandshakeIdentity Self,
    TlsCredentials? Tls,
    TimeSpan HandshakeTimeout,
    TimeSpan FrameTimeout,
    TimeSpan RetryFirst,
    TimeSpan RetryLongest,
    Func<PeerIdentity, RefusalCode> Meet,
    Action<string, RefusalCode> Refused,
    Action<string, string> CutOff,
    Action<Exception> Failed);
