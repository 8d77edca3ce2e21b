using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Broker.Runtime.Remote.Transport;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Handshake;

/// <summary>Drives the state machines over a connection.</summary>
internal static class HandshakeRunner
{
    /// <summary>The connecting end; returns the proven peer.</summary>
    /// <exception cref="HandshakeException">One end refused.</exception>
    public static async Task<PeerIdentity> ConnectAsync(
        ITransportConnection connection, HandshakeIdentity self, string remote, Lane lane, CancellationToken cancellationToken)
    {
        HandshakeInitiator handshake = new(self.Peer, self.Versions, remote, lane, self.Secret, RandomNumberGenerator.GetBytes(HandshakeProof.NonceBytes));
        await connection.Output.WriteAsync(handshake.Start(), cancellationToken).ConfigureAwait(false);
        while (true)
        {
            HandshakeStep step = await ReceiveAsync(connection.Input, handshake.Receive, cancellationToken).ConfigureAwait(false);
            if (step.Outcome == HandshakeOutcome.Failed)
                throw new HandshakeException(step.Reason, step.Refusal, step.Proven);
            if (step.Outcome == HandshakeOutcome.Completed)
                return handshake.Peer!;
            await connection.Output.WriteAsync(step.Send, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The listening end; <paramref name="decide"/> judges the proven peer.</summary>
    /// <exception cref="HandshakeException">One end refused.</exception>
    public static async Task<(PeerIdentity Peer, Lane Lane)> AcceptAsync(
        ITransportConnection connection,
        HandshakeIdentity self,
        Func<PeerIdentity, Lane, RefusalCode> decide,
        CancellationToken cancellationToken)
    {
        HandshakeAcceptor handshake = new(self.Peer, self.Versions, self.Secret, RandomNumberGenerator.GetBytes(HandshakeProof.NonceBytes));
        while (true)
        {
            HandshakeStep step = await ReceiveAsync(connection.Input, handshake.Receive, cancellationToken).ConfigureAwait(false);
            if (step.Outcome == HandshakeOutcome.Decide)
                break;
            if (step.Send is not null)
                await connection.Output.WriteAsync(step.Send, cancellationToken).ConfigureAwait(false);
            if (step.Outcome == HandshakeOutcome.Failed)
                throw new HandshakeException(step.Reason, step.Refusal, proven: false);
        }

        RefusalCode code = decide(handshake.Peer!, handshake.Lane);
        byte[] verdict = code == RefusalCode.None ? handshake.Accept() : handshake.Refuse(code);
        await connection.Output.WriteAsync(verdict, cancellationToken).ConfigureAwait(false);
        return code == RefusalCode.None
            ? (handshake.Peer!, handshake.Lane)
            : throw new HandshakeException($"refused {handshake.Peer!.Address} ({handshake.Peer.Uid}): {code}", code, proven: true);
    }

    private delegate HandshakeStep Receiver(FrameType type, ReadOnlySpan<byte> body);

    private static async ValueTask<HandshakeStep> ReceiveAsync(PipeReader input, Receiver receive, CancellationToken cancellationToken)
    {
        while (true)
        {
            ReadResult read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            ReadOnlySequence<byte> rest = read.Buffer;
            if (TryReceive(ref rest, receive, out HandshakeStep step))
            {
                input.AdvanceTo(rest.Start);
                return step;
            }

            input.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
                throw new HandshakeException("the peer closed the connection", RefusalCode.None, proven: false);
        }
    }

    private static bool TryReceive(ref ReadOnlySequence<byte> rest, Receiver receive, out HandshakeStep step)
    {
        step = default;
        try
        {
            if (!FrameReader.TryRead(ref rest, HandshakeProof.MaximumFrameSize, out FrameType type, out ReadOnlySequence<byte> body))
                return false;
            step = receive(type, body.ToArray());
        }
        catch (WireException e)
        {
            step = new HandshakeStep(HandshakeOutcome.Failed, Reason: e.Message);
        }

        return true;
    }
}
