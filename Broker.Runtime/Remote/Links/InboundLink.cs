using System.IO.Pipelines;
using Broker.Runtime.Dispatch;
using Broker.Runtime.Remote.Delivery;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Transport;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Links;

/// <summary>The receiving end of one lane from one incarnation of a node: one reader loop.</summary>
/// <param name="owner">Takes what is not for an actor.</param>
/// <param name="connection">The connection, which this object closes.</param>
/// <param name="peer">The proven peer.</param>
/// <param name="lane">What the connection carries.</param>
/// <param name="system">The delivery state of the peer's system messages, shared by its successive connections.</param>
/// <param name="dispatcher">Delivers messages to actors.</param>
/// <param name="maximumFrameSize">The largest frame taken.</param>
internal sealed class InboundLink(
    IInboundOwner owner,
    ITransportConnection connection,
    PeerIdentity peer,
    Lane lane,
    SystemMessageReceiverState system,
    InboundDispatcher dispatcher,
    int maximumFrameSize)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FrameStall _stall = new();
    private bool _acknowledge;
    private volatile bool _stalled;

    public PeerIdentity Peer => peer;

    public Lane Lane => lane;

    /// <summary>Ends when nothing of this connection is delivered any more.</summary>
    public Task Ended => _ended.Task;

    public void Abort() => connection.Abort();

    /// <summary>Cuts off a peer that does not end the frame it began. Called by one clock.</summary>
    public void CheckStall(TimeSpan now, TimeSpan limit)
    {
        if (_stalled || !_stall.IsOverdue(now, limit))
            return;
        _stalled = true;
        connection.Abort();
    }

    /// <summary>Reads until the connection ends.</summary>
    /// <param name="previous">The connection this one replaces: its messages must not be delivered after ours.</param>
    public async Task RunAsync(InboundLink? previous)
    {
        Exception? failure = null;
        try
        {
            if (previous is not null)
            {
                previous.Abort();
                await previous.Ended.ConfigureAwait(false);
            }

            await ReadAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // A broken connection, or a peer that breaks the protocol: either ends this connection only.
            failure = e;
        }

        if (_stalled)
            failure = new WireException("it stalled inside a frame");
        connection.Abort();
        await connection.DisposeAsync().ConfigureAwait(false);
        _ended.SetResult();
        owner.InboundEnded(this, failure);
    }

    private async Task ReadAsync()
    {
        PipeReader input = connection.Input;
        FrameReader.FrameHandler handle = Handle;
        while (true)
        {
            ReadResult read = await input.ReadAsync(CancellationToken.None).ConfigureAwait(false);
            using (FollowUps.Begin())
            {
                SequencePosition consumed = FrameReader.ReadAll(read.Buffer, maximumFrameSize, handle);
                _stall.Read(owner.Now, !consumed.Equals(read.Buffer.Start), !consumed.Equals(read.Buffer.End));
                input.AdvanceTo(consumed, read.Buffer.End);
            }

            if (_acknowledge)
            {
                _acknowledge = false;
                await connection.Output.WriteAsync(AckFrame.ToFrame(system.Cumulative), CancellationToken.None).ConfigureAwait(false);
            }

            if (read.IsCompleted)
                return;
        }
    }

    private void Handle(FrameType type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case FrameType.Message:
                dispatcher.Deliver(WireEnvelope.Parse(body));
                break;
            case FrameType.SystemMessage when lane == Lane.Control:
                HandleSystem(WireEnvelope.Parse(body));
                break;
            case FrameType.Goodbye when lane == Lane.Control:
                owner.PeerSaidGoodbye(peer);
                break;
            case FrameType.Quarantined when lane == Lane.Control:
                owner.PeerQuarantinedUs(peer);
                break;
            default:
                if (!FrameTypes.IsOptional(type))
                    throw FrameTypes.Unexpected(type, lane);
                owner.UnknownFrame(peer, type);
                break;
        }
    }

    private void HandleSystem(in WireEnvelope envelope)
    {
        _acknowledge = true;
        if (system.Receive(envelope.Sequence) == SystemMessageVerdict.Deliver)
            dispatcher.DeliverSystem(envelope);
    }
}
