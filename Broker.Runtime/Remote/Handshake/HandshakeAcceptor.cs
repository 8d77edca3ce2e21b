using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Handshake;

/// <summary>The listening end of a handshake. Pure: bytes in, bytes out.</summary>
/// <remarks>The peer proves itself first, so that a stranger gets nothing computed with the secret.</remarks>
internal sealed class HandshakeAcceptor(PeerIdentity self, ProtocolVersions versions, byte[] secret, byte[] nonce)
{
    private byte[]? _helloBody;
    private byte[]? _challengeBody;
    private bool _proven;
    private bool _done;

    /// <summary>The other end as it says, proven from <see cref="HandshakeOutcome.Decide"/> on.</summary>
    public PeerIdentity? Peer { get; private set; }

    /// <summary>What the connection is for.</summary>
    public Lane Lane { get; private set; }

    public HandshakeStep Receive(FrameType type, ReadOnlySpan<byte> body)
    {
        if (_done || _proven)
            return Fail("a frame came out of turn");
        try
        {
            return type switch
            {
                FrameType.Hello when _helloBody is null => OnHello(body),
                FrameType.Proof when _challengeBody is not null => OnProof(ProofFrame.Parse(body)),
                _ => Fail($"unexpected frame {type}"),
            };
        }
        catch (WireException e)
        {
            return Fail(e.Message);
        }
    }

    /// <summary>The welcome for a peer that has proven itself.</summary>
    public byte[] Accept() => Decide(RefusalCode.None);

    /// <summary>The refusal of a peer that has proven itself.</summary>
    public byte[] Refuse(RefusalCode code) => Decide(code);

    private HandshakeStep OnHello(ReadOnlySpan<byte> body)
    {
        HelloFrame hello = HelloFrame.Parse(body);
        _helloBody = body.ToArray();
        Peer = hello.From;
        Lane = hello.Lane;
        if (versions.Agree(hello.MinVersion, hello.MaxVersion) is not { } version)
            return RefuseUnproven(RefusalCode.Version, $"the peer speaks protocol versions {hello.MinVersion} to {hello.MaxVersion}");
        if (hello.From.System != self.System)
            return RefuseUnproven(RefusalCode.System, $"the peer is system '{hello.From.System}', this is '{self.System}'");
        if (hello.To != self.Address)
            return RefuseUnproven(RefusalCode.Address, $"the peer looks for {hello.To}, this is {self.Address}");
        if (hello.From.Address == self.Address)
            return RefuseUnproven(RefusalCode.Address, "the peer says it has this node's own address");
        _challengeBody = new ChallengeFrame(version, self, HandshakeProof.CheckNonce(nonce)).ToBody();
        return new HandshakeStep(HandshakeOutcome.Continue, FrameWriter.ToArray(FrameType.Challenge, _challengeBody));
    }

    private HandshakeStep OnProof(byte[] proof)
    {
        byte[] expected = HandshakeProof.Compute(secret, byInitiator: true, _helloBody, _challengeBody, RefusalCode.None);
        if (!HandshakeProof.Matches(expected, proof))
            return RefuseUnproven(RefusalCode.Secret, "the peer does not know the shared secret");
        _proven = true;
        return new HandshakeStep(HandshakeOutcome.Decide);
    }

    private byte[] Decide(RefusalCode code)
    {
        if (!_proven || _done)
            throw new InvalidOperationException("The peer has not proven itself, or was answered already.");
        _done = true;
        byte[] proof = HandshakeProof.Compute(secret, byInitiator: false, _helloBody, _challengeBody, code);
        return new VerdictFrame(code, proof).ToFrame();
    }

    private HandshakeStep RefuseUnproven(RefusalCode code, string reason)
    {
        _done = true;
        return new HandshakeStep(HandshakeOutcome.Failed, new VerdictFrame(code, []).ToFrame(), code, Reason: reason);
    }

    private HandshakeStep Fail(string reason)
    {
        _done = true;
        return new HandshakeStep(HandshakeOutcome.Failed, Reason: reason);
    }
}
