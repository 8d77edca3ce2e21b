using System.Text;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Heartbeat;
using Broker.Runtime.Remote.Wire;

namespace EngineTests.Remote.Golden;

/// <summary>A frame of each type, with every field filled; the handshake is a whole one, so that its proofs are frozen too.</summary>
internal static class FrameExamples
{
    private static readonly PeerIdentity A = new("relay", "akka.tcp://relay@10.0.0.1:4053", 17);
    private static readonly PeerIdentity B = new("relay", "akka.tcp://relay@10.0.0.2:4053", -23);
    private static readonly byte[] Secret = "the secret of the golden bytes"u8.ToArray();
    private static readonly byte[] NonceA = [.. Enumerable.Range(0, HandshakeProof.NonceBytes).Select(i => (byte)i)];
    private static readonly byte[] NonceB = [.. NonceA.Reverse()];

    public static IEnumerable<(string Name, byte[] Frame)> All()
    {
        byte[] hello = new HelloFrame(1, 1, A, B.Address, Lane.Ordinary, NonceA).ToBody();
        byte[] challenge = new ChallengeFrame(1, B, NonceB).ToBody();
        byte[] heartbeat = new byte[HeartbeatFrames.MaximumSize];
        return
        [
            ("hello", FrameWriter.ToArray(FrameType.Hello, hello)),
            ("challenge", FrameWriter.ToArray(FrameType.Challenge, challenge)),
            ("proof", ProofFrame.ToFrame(HandshakeProof.Compute(Secret, byInitiator: true, hello, challenge, RefusalCode.None))),
            ("verdict", Verdict(hello, challenge, RefusalCode.None)),
            ("verdict-quarantined", Verdict(hello, challenge, RefusalCode.Quarantined)),
            ("message", Message(FrameType.Message, 5, "", 4095, "", sequence: 0)),
            ("message-defining", Message(FrameType.Message, 5, "/user/a#7", 6, "/user/b#8", sequence: 0)),
            ("message-once", Message(FrameType.Message, WireEnvelope.NoSlot, "/user/a", WireEnvelope.NoSlot, "/temp/x", sequence: 0)),
            ("system-message", Message(FrameType.SystemMessage, WireEnvelope.NoSlot, "/user/a#7", WireEnvelope.NoSlot, "", sequence: 300)),
            ("ack", AckFrame.ToFrame(300)),
            ("goodbye", FrameWriter.ToArray(FrameType.Goodbye, [])),
            ("quarantined", FrameWriter.ToArray(FrameType.Quarantined, [])),
            ("heartbeat", heartbeat[..HeartbeatFrames.Write(heartbeat, FrameType.Heartbeat, 300)]),
            ("heartbeat-reply", heartbeat[..HeartbeatFrames.Write(heartbeat, FrameType.HeartbeatReply, 300)]),
        ];
    }

    /// <summary>Reads a frame's body and writes it again.</summary>
    public static byte[] Again(FrameType type, byte[] body) => type switch
    {
        FrameType.Hello => FrameWriter.ToArray(type, HelloFrame.Parse(body).ToBody()),
        FrameType.Challenge => FrameWriter.ToArray(type, ChallengeFrame.Parse(body).ToBody()),
        FrameType.Proof => ProofFrame.ToFrame(ProofFrame.Parse(body)),
        FrameType.Verdict => VerdictFrame.Parse(body).ToFrame(),
        FrameType.Message or FrameType.SystemMessage => Again(type, WireEnvelope.Parse(body)),
        FrameType.Ack => AckFrame.ToFrame(AckFrame.Parse(body)),
        FrameType.Heartbeat or FrameType.HeartbeatReply => AgainHeartbeat(type, HeartbeatFrames.ReadSequence(body)),
        _ => FrameWriter.ToArray(type, []),
    };

    private static byte[] Verdict(byte[] hello, byte[] challenge, RefusalCode code) =>
        new VerdictFrame(code, HandshakeProof.Compute(Secret, byInitiator: false, hello, challenge, code)).ToFrame();

    private static byte[] Message(FrameType type, int recipientSlot, string recipient, int senderSlot, string sender, long sequence)
    {
        WireEnvelope envelope = default;
        envelope.RecipientSlot = recipientSlot;
        envelope.RecipientPath = Encoding.UTF8.GetBytes(recipient);
        envelope.SenderSlot = senderSlot;
        envelope.SenderPath = Encoding.UTF8.GetBytes(sender);
        envelope.SerializerId = 17;
        envelope.Manifest = "S"u8;
        envelope.Payload = "hi"u8;
        envelope.Sequence = sequence;
        return Again(type, envelope);
    }

    private static byte[] Again(FrameType type, in WireEnvelope envelope)
    {
        byte[] frame = new byte[WireEnvelopeWriter.UpperBound(envelope.RecipientPath, envelope.SenderPath, envelope.Manifest, envelope.Payload.Length)];
        return frame[..WireEnvelopeWriter.Write(frame, type, envelope)];
    }

    private static byte[] AgainHeartbeat(FrameType type, ulong number)
    {
        byte[] frame = new byte[HeartbeatFrames.MaximumSize];
        return frame[..HeartbeatFrames.Write(frame, type, number)];
    }
}
