using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Handshake;

/// <summary>The connecting end of a handshake: Hello, Challenge, Proof, Verdict. Pure: bytes in, bytes out.</summary>
internal sealed class HandshakeInitiator
{
    private readonly PeerIdentity _self;
    private readonly ProtocolVersions _versions;
    private readonly string _remoteAddress;
    private readonly byte[] _secret;
    private readonly byte[] _helloBody;
    private byte[]? _challengeBody;
    private bool _done;

    /// <param name="self">This node.</param>
    /// <param name="versions">What this node speaks.</param>
    /// <param name="remoteAddress">The address the other end must have.</param>
    /// <param name="lane">What the connection is for.</param>
    /// <param name="secret">The shared secret, empty where none is set.</param>
    /// <param name="nonce">Fresh random bytes.</param>
    public HandshakeInitiator(PeerIdentity self, ProtocolVersions versions, string remoteAddress, Lane lane, byte[] secret, byte[] nonce)
    {
        _self = self;
        _versions = versions;
        _remoteAddress = remoteAddress;
        _secret = secret;
        _helloBody = new HelloFrame(
            versions.Oldest, versions.Newest, self, remoteAddress, lane, HandshakeProof.CheckNonce(nonce)).ToBody();
    }

    /// <summary>The other end, once <see cref="HandshakeOutcome.Completed"/>.</summary>
    public PeerIdentity? Peer { get; private set; }

    /// <summary>The frame that opens the handshake.</summary>
    public byte[] Start() => FrameWriter.ToArray(FrameType.Hello, _helloBody);

    public HandshakeStep Receive(FrameType type, ReadOnlySpan<byte> body)
    {
        if (_done)
            return Fail("the handshake is over");
        try
        {
            return type switch
            {
                FrameType.Challenge when _challengeBody is null => OnChallenge(body),
                FrameType.Verdict => OnVerdict(VerdictFrame.Parse(body)),
                _ => Fail($"unexpected frame {type}"),
            };
        }
        catch (WireException e)
        {
            return Fail(e.Message);
        }
    }

    private HandshakeStep OnChallenge(ReadOnlySpan<byte> body)
    {
        ChallengeFrame challenge = ChallengeFrame.Parse(body);
        if (!_versions.Contains(challenge.Version))
            return Fail($"the peer chose protocol version {challenge.Version}", RefusalCode.Version);
        if (challenge.From.System != _self.System)
            return Fail($"the peer is system '{challenge.From.System}'", RefusalCode.System);
        if (challenge.From.Address != _remoteAddress)
            return Fail($"the peer has address {challenge.From.Address}, not {_remoteAddress}", RefusalCode.Address);
        _challengeBody = body.ToArray();
        Peer = challenge.From;
        byte[] proof = HandshakeProof.Compute(_secret, byInitiator: true, _helloBody, _challengeBody, RefusalCode.None);
        return new HandshakeStep(HandshakeOutcome.Continue, ProofFrame.ToFrame(proof));
    }

    private HandshakeStep OnVerdict(VerdictFrame verdict)
    {
        bool proven = _challengeBody is not null && HandshakeProof.Matches(
            HandshakeProof.Compute(_secret, byInitiator: false, _helloBody, _challengeBody, verdict.Code), verdict.Proof);
        if (verdict.Code != RefusalCode.None)
            return Fail($"the peer refused: {verdict.Code}", verdict.Code, proven);
        if (!proven)
            return Fail("the peer does not know the shared secret", RefusalCode.Secret);
        _done = true;
        return new HandshakeStep(HandshakeOutcome.Completed);
    }

    private HandshakeStep Fail(string reason, RefusalCode code = RefusalCode.None, bool proven = false)
    {
        _done = true;
        return new HandshakeStep(HandshakeOutcome.Failed, Refusal: code, Proven: proven, Reason: reason);
    }
}
