namespace Broker.Runtime.Remote.Handshake;

/// <summary>What the shell must do after a handshake frame.</summary>
internal enum HandshakeOutcome
{
    /// <summary>Send what is given, if anything, and wait for the next frame.</summary>
    Continue,

    /// <summary>Acceptor only: the peer has proven itself; answer with <see cref="HandshakeAcceptor.Accept"/> or <see cref="HandshakeAcceptor.Refuse"/>.</summary>
    Decide,

    /// <summary>Both ends are proven; the lane may be used.</summary>
    Completed,

    /// <summary>Send what is given, if anything, and close.</summary>
    Failed,
}

/// <summary>The answer of a handshake's state machine to one received frame.</summary>
/// <param name="Outcome">What follows.</param>
/// <param name="Send">A whole frame to send first.</param>
/// <param name="Refusal">Why it failed, where the protocol has a code for it.</param>
/// <param name="Proven">Whether <paramref name="Refusal"/> comes from a peer that has proven the secret.</param>
/// <param name="Reason">A text for the log.</param>
internal readonly record struct HandshakeStep(
    HandshakeOutcome Outcome,
    byte[]? Send = null,
    RefusalCode Refusal = RefusalCode.None,
    bool Proven = false,
    string Reason = "");
