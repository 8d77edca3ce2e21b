namespace Broker.Runtime.Remote.Handshake;

/// <summary>A connection was not accepted by one of its ends.</summary>
/// <param name="reason">A text for the log.</param>
/// <param name="refusal">The protocol's code, if there is one.</param>
/// <param name="proven">Whether the peer that refused has proven the secret.</param>
internal sealed class HandshakeException(string reason, RefusalCode refusal, bool proven) : Exception(reason)
{
    public RefusalCode Refusal => refusal;

    public bool Proven => proven;
}
