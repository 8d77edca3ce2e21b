using System.Security.Cryptography;
using System.Text;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Wire;

namespace EngineTests.Remote.Handshake;

/// <summary>A handshake played between two state machines, with all frames kept.</summary>
internal sealed class Exchange
{
    public delegate HandshakeStep Receiver(FrameType type, ReadOnlySpan<byte> body);

    public required HandshakeInitiator Initiator { get; init; }

    public required HandshakeAcceptor Acceptor { get; init; }

    public List<byte[]> Wire { get; } = [];

    public HandshakeStep InitiatorEnd { get; private set; }

    public HandshakeStep AcceptorEnd { get; private set; }

    public static Exchange Run(
        PeerIdentity a,
        PeerIdentity b,
        string secretOfA,
        string secretOfB,
        string? target = null,
        RefusalCode verdict = RefusalCode.None,
        (int Frame, int At)? tamper = null)
    {
        byte[] nonceA = RandomNumberGenerator.GetBytes(HandshakeProof.NonceBytes);
        byte[] nonceB = RandomNumberGenerator.GetBytes(HandshakeProof.NonceBytes);
        Exchange exchange = new()
        {
            Initiator = new HandshakeInitiator(a, ProtocolVersions.Current, target ?? b.Address, Lane.Ordinary, Encoding.UTF8.GetBytes(secretOfA), nonceA),
            Acceptor = new HandshakeAcceptor(b, ProtocolVersions.Current, Encoding.UTF8.GetBytes(secretOfB), nonceB),
        };
        exchange.Play(verdict, tamper);
        return exchange;
    }

    public static HandshakeStep Feed(byte[] frame, Receiver receive)
    {
        if (!FrameReader.TryRead(frame, HandshakeProof.MaximumFrameSize, out FrameType type, out ReadOnlySpan<byte> body, out _))
            throw new InvalidOperationException("Not a whole frame.");
        return receive(type, body);
    }

    private void Play(RefusalCode verdict, (int Frame, int At)? tamper)
    {
        byte[]? toAcceptor = Initiator.Start();
        while (toAcceptor is not null)
        {
            AcceptorEnd = Feed(Pass(toAcceptor, tamper), Acceptor.Receive);
            byte[]? toInitiator = AcceptorEnd.Outcome == HandshakeOutcome.Decide
                ? verdict == RefusalCode.None ? Acceptor.Accept() : Acceptor.Refuse(verdict)
                : AcceptorEnd.Send;
            if (toInitiator is null)
            {
                InitiatorEnd = new HandshakeStep(HandshakeOutcome.Failed, Reason: "closed");
                return;
            }

            InitiatorEnd = Feed(Pass(toInitiator, tamper), Initiator.Receive);
            toAcceptor = InitiatorEnd.Send;
        }
    }

    private byte[] Pass(byte[] frame, (int Frame, int At)? tamper)
    {
        byte[] passed = [.. frame];
        if (tamper is { } change && change.Frame == Wire.Count)
            passed[change.At] ^= 0x01;
        Wire.Add(passed);
        return passed;
    }
}
