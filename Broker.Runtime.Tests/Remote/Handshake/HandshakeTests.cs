using System.Security.Cryptography;
using System.Text;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Wire;

namespace EngineTests.Remote.Handshake;

public sealed class HandshakeTests
{
    private const string Secret = "a secret that nobody knows";

    private static readonly PeerIdentity A = new("relay", "akka.tcp://relay@10.0.0.1:4053", 17);
    private static readonly PeerIdentity B = new("relay", "akka.tcp://relay@10.0.0.2:4053", -23);

    [Fact]
    public void Two_nodes_with_the_same_secret_know_each_other_afterwards()
    {
        Exchange exchange = Exchange.Run(A, B, Secret, Secret);

        Assert.Equal(HandshakeOutcome.Completed, exchange.InitiatorEnd.Outcome);
        Assert.Equal(B, exchange.Initiator.Peer);
        Assert.Equal(A, exchange.Acceptor.Peer);
        Assert.Equal(Lane.Ordinary, exchange.Acceptor.Lane);
    }

    [Fact]
    public void The_secret_is_never_on_the_wire()
    {
        Exchange exchange = Exchange.Run(A, B, Secret, Secret);
        foreach (byte[] frame in exchange.Wire)
            Assert.Equal(-1, frame.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)));
    }

    [Fact]
    public void A_wrong_secret_is_refused_and_proves_nothing_in_return()
    {
        Exchange exchange = Exchange.Run(A, B, Secret, "another");
        Assert.Equal(RefusalCode.Secret, exchange.AcceptorEnd.Refusal);
        Assert.Equal(HandshakeOutcome.Failed, exchange.InitiatorEnd.Outcome);
        Assert.False(exchange.InitiatorEnd.Proven);
    }

    [Fact]
    public void Another_system_name_is_refused()
    {
        Exchange exchange = Exchange.Run(A with { System = "other" }, B, Secret, Secret);
        Assert.Equal(RefusalCode.System, exchange.AcceptorEnd.Refusal);
        Assert.Equal(RefusalCode.System, exchange.InitiatorEnd.Refusal);
    }

    [Fact]
    public void A_node_that_is_not_the_one_looked_for_is_refused()
    {
        Exchange exchange = Exchange.Run(A, B, Secret, Secret, target: "akka.tcp://relay@10.0.0.3:4053");
        Assert.Equal(RefusalCode.Address, exchange.AcceptorEnd.Refusal);
    }

    [Fact]
    public void A_quarantined_peer_learns_it_with_proof()
    {
        Exchange exchange = Exchange.Run(A, B, Secret, Secret, verdict: RefusalCode.Quarantined);
        Assert.Equal(RefusalCode.Quarantined, exchange.InitiatorEnd.Refusal);
        Assert.True(exchange.InitiatorEnd.Proven);
    }

    [Fact]
    public void A_replayed_opening_is_refused_because_the_challenge_is_fresh()
    {
        Exchange recorded = Exchange.Run(A, B, Secret, Secret);
        HandshakeAcceptor later = new(B, ProtocolVersions.Current, Encoding.UTF8.GetBytes(Secret), Nonce());

        Exchange.Feed(recorded.Wire[0], later.Receive);
        HandshakeStep end = Exchange.Feed(recorded.Wire[2], later.Receive);

        Assert.Equal(HandshakeOutcome.Failed, end.Outcome);
        Assert.Equal(RefusalCode.Secret, end.Refusal);
    }

    [Fact]
    public void A_proof_sent_back_to_its_maker_is_no_proof()
    {
        HandshakeInitiator initiator = new(A, ProtocolVersions.Current, B.Address, Lane.Control, Encoding.UTF8.GetBytes(Secret), Nonce());
        initiator.Start();
        byte[] challenge = FrameWriter.ToArray(FrameType.Challenge, new ChallengeFrame(1, B, Nonce()).ToBody());
        byte[] proofFrame = Exchange.Feed(challenge, initiator.Receive).Send!;
        byte[] proof = Exchange.Feed(proofFrame, (_, body) => new HandshakeStep(HandshakeOutcome.Continue, ProofFrame.Parse(body))).Send!;

        HandshakeStep end = Exchange.Feed(new VerdictFrame(RefusalCode.None, proof).ToFrame(), initiator.Receive);

        Assert.Equal(HandshakeOutcome.Failed, end.Outcome);
    }

    [Fact]
    public void A_changed_byte_in_any_frame_makes_the_handshake_fail()
    {
        for (int frame = 0; frame < 4; frame++)
        {
            int length = Exchange.Run(A, B, Secret, Secret).Wire[frame].Length;
            for (int at = FrameReader.LengthBytes; at < length; at++)
            {
                Exchange exchange = Exchange.Run(A, B, Secret, Secret, tamper: (frame, at));
                Assert.True(exchange.InitiatorEnd.Outcome == HandshakeOutcome.Failed, $"frame {frame}, byte {at}");
            }
        }
    }

    [Fact]
    public void Frames_out_of_turn_end_the_handshake()
    {
        HandshakeAcceptor acceptor = new(B, ProtocolVersions.Current, [], Nonce());
        Assert.Equal(HandshakeOutcome.Failed, acceptor.Receive(FrameType.Proof, []).Outcome);
        Assert.Equal(HandshakeOutcome.Failed, acceptor.Receive(FrameType.Message, []).Outcome);
        HandshakeInitiator initiator = new(A, ProtocolVersions.Current, B.Address, Lane.Control, [], Nonce());
        Assert.Equal(HandshakeOutcome.Failed, initiator.Receive(FrameType.Hello, []).Outcome);
        Assert.Throws<InvalidOperationException>(acceptor.Accept);
    }

    private static byte[] Nonce() => RandomNumberGenerator.GetBytes(HandshakeProof.NonceBytes);
}
