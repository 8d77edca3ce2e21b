using System.Net.Sockets;
using Broker.Actors.Connections;
using Broker.Node.Engine;
using Broker.Protocol.Clients;
using Broker.Protocol.Errors;
using Broker.Protocol.Inbound;
using Broker.Protocol.Outbound;
using Broker.Protocol.WebSockets;

namespace Broker.Node.WebSockets;

/// <summary>One client's socket: one reader loop and one writer loop, for the connection's life.</summary>
/// <remarks>
/// <para>It exists before the handshake is answered: <see cref="Start"/> is the actor's word that the client's topics deliver, so that a
/// client which sees its connection open misses nothing that is published afterwards. <see cref="Refuse"/> is the opposite.</para>
/// <para>Closing is bounded. Whoever closes says so to the outbox; the writer sends what is queued and the close frame; the reader waits
/// for the peer's; the sweep cuts the connection when that takes too long. The actor is told <see cref="SocketClosed"/> exactly
/// once, when both loops have ended.</para>
/// </remarks>
internal sealed partial class ClientSocket : IClientSocket, ISwept
{
    // About what they cost beside one: they go no further than the outbox.
    private const int ControlsPerMessage = 16;

    private static readonly byte[] PingFrame = FrameWriter.Frame(Opcode.Ping, []);

    private TaskCompletionSource<bool>? _admission = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _closing = new();
    private readonly ClientSocketOptions _options;
    private readonly SocketSweep _sweep;
    private readonly SocketClock _clock;
    private readonly ILogger<ClientSocket> _logger;
    private IActorRef _connection = ActorRefs.Nobody;
    private CloseHandshake _handshake = CloseHandshake.Open;
    private Action? _cut;
    private int _controls;
    private volatile bool _gated;
    private volatile bool _isCut;

    public ClientSocket(ClientSocketOptions options, ReadGate gate, SocketSweep sweep, ILogger<ClientSocket> logger)
    {
        _options = options;
        _sweep = sweep;
        _logger = logger;
        _clock = new SocketClock(sweep.NowMs);
        Outbox = new Outbox(options.OutboxBytes);
        Gate = gate;
    }

    /// <inheritdoc/>
    public Outbox Outbox { get; }

    /// <inheritdoc/>
    public ReadGate Gate { get; }

    /// <summary>Completes with whether the client may be let in.</summary>
    public Task<bool> Admission => _admission?.Task ?? Task.FromResult(true);

    /// <inheritdoc/>
    SweepSlot ISwept.SweepSlot { get; set; }

    /// <inheritdoc/>
    public void Start(IActorRef connection)
    {
        _connection = connection;
        _admission?.TrySetResult(true);
    }

    /// <inheritdoc/>
    public void Refuse() => _admission?.TrySetResult(false);

    /// <inheritdoc/>
    public void LimitSilence(TimeSpan? silence) => _clock.LimitSilence(silence);

    /// <inheritdoc/>
    public void Abort()
    {
        _isCut = true;
        _admission?.TrySetResult(false);
        Outbox.Close(CloseCode.GoingAway, "connection lost");
        Gate.Close();

        // Elsewhere, since the caller may hold the sweep's lock and cutting may run what waits for the socket.
        ThreadPool.UnsafeQueueUserWorkItem(static socket => socket.Cut(), this, preferLocal: false);
    }

    /// <summary>Runs both loops to their end.</summary>
    /// <param name="stream">The upgraded connection.</param>
    /// <param name="cut">Ends the connection at once, so that waiting reads and writes of the stream fail.</param>
    /// <param name="isDeflated">Whether the client may compress its messages.</param>
    public async Task RunAsync(Stream stream, Action cut, bool isDeflated = false)
    {
        lock (_closing)
        {
            _cut = cut;
        }

        if (_isCut)
        {
            Cut();
        }

        // From here on nobody asks any more, and a connection may be idle for days.
        _admission = null;
        _clock.Heard(_sweep.NowMs);
        _clock.Message(_sweep.NowMs);
        _sweep.Add(this);
        var writing = WriteAsync(stream);
        using (var reader = new SocketReader(stream, _options.MaxMessageBytes, isDeflated))
        {
            try
            {
                while (true)
                {
                    if (!await reader.ReadMoreAsync())
                    {
                        // The peer ended without a close frame: nobody reads what we would still send.
                        Abort();
                        break;
                    }

                    _clock.Heard(_sweep.NowMs);
                    if (!await HandleReadAsync(reader))
                    {
                        await LingerAsync(reader);
                        break;
                    }
                }
            }
            catch (Exception e)
            {
                Fail(e);
            }
        }

        Gate.Close();
        await writing;
        lock (_closing)
        {
            _cut = null;
        }

        SocketSweep.Remove(this);
        _connection.Tell(SocketClosed.Instance, ActorRefs.NoSender);
    }

    /// <inheritdoc/>
    void ISwept.Sweep(long nowMs)
    {
        switch (_clock.Due(nowMs, Outbox.Closing is not null, _gated, _options))
        {
            case SocketDuty.Ping:
                Outbox.Offer(PingFrame);
                break;
            case SocketDuty.CloseNoPong:
                Outbox.Close(CloseCode.NoPong, "no pong");
                break;
            case SocketDuty.CloseSilent:
                Outbox.Close(CloseCode.NoPong, "silent for longer than agreed");
                break;
            case SocketDuty.Abort:
                LogCut(Outbox.Closing?.Code.Name ?? "none");
                Abort();
                break;
            default:
                break;
        }

        // Also for a producer that was to wake the writer and failed before it did.
        Outbox.Wake();
    }

    // At most once and never after the loops have ended: the connection is then somebody else's, or nobody's.
    private void Cut()
    {
        lock (_closing)
        {
            _cut?.Invoke();
            _cut = null;
        }
    }

    private async Task WriteAsync(Stream stream)
    {
        try
        {
            var writer = new OutboxWriter(Outbox, stream, _clock, _sweep);
            OutboxClosing? closing;
            do
            {
                await Outbox.WaitAsync();
                closing = await writer.WriteWaitingAsync();
            }
            while (closing is null);

            ushort? code;
            lock (_closing)
            {
                _handshake = _handshake.WeClose(closing.Code.Number, out code);
            }

            await writer.WriteLastAsync(FrameWriter.Close(code, code == closing.Code.Number ? closing.Reason : ""));
            LogClosed(closing.Code.Name, closing.Reason);
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private void Fail(Exception e)
    {
        Abort();
        if (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            LogLost(e.Message);
        }
        else
        {
            LogFailed(e);
        }
    }

    // What was read, as far as the gate lets it. False when nothing more of the peer counts.
    private async ValueTask<bool> HandleReadAsync(SocketReader reader)
    {
        while (reader.TryRead(out var happened))
        {
            if (NeedsCredit(happened.Kind))
            {
                _gated = true;
                await Gate.WaitAsync();
                _gated = false;
            }

            // Handed on together, and then the actors run: a burst becomes one turn.
            using (SocketTurn.Begin())
            {
                do
                {
                    if (!Handle(happened))
                    {
                        return false;
                    }
                }
                while (Gate.IsOpen && reader.TryRead(out happened));
            }
        }

        return true;
    }

    // A client may ping as often as it may send: nothing that it sends is read without end.
    private bool NeedsCredit(WebSocketEventKind kind) => kind switch
    {
        WebSocketEventKind.Text or WebSocketEventKind.Binary => true,
        WebSocketEventKind.Ping or WebSocketEventKind.Pong => _controls + 1 == ControlsPerMessage,
        _ => false,
    };

    private bool Handle(WebSocketEvent happened)
    {
        switch (happened.Kind)
        {
            case WebSocketEventKind.Text:
                HandOn(MessageKind.Text, happened.Data);
                return true;
            case WebSocketEventKind.Binary:
                HandOn(MessageKind.Binary, happened.Data);
                return true;
            case WebSocketEventKind.Ping:
                Send(FrameWriter.Frame(Opcode.Pong, happened.Data.Span));
                CountControl();
                return true;
            case WebSocketEventKind.Pong:
                CountControl();
                return true;
            case WebSocketEventKind.Close:
                Update(happened.PeerCode);
                Outbox.Close(CloseCode.Normal, "");
                return false;
            default:
                Outbox.Close(happened.Failure!, happened.Detail);
                return false;
        }
    }

    // What comes while we close is read for the peer's close frame only.
    private void HandOn(MessageKind kind, ReadOnlyMemory<byte> data)
    {
        _clock.Message(_sweep.NowMs);
        if (Outbox.Closing is null)
        {
            Gate.Take(data.Length);
            _connection.Tell(new InboundMessage(kind, data, data.Length), ActorRefs.NoSender);
        }
    }

    private void CountControl()
    {
        if (++_controls < ControlsPerMessage)
        {
            return;
        }

        _controls = 0;
        if (Outbox.Closing is null)
        {
            Gate.Take(0);
            _connection.Tell(ControlsReceived.Instance, ActorRefs.NoSender);
        }
    }

    // After a failure the peer's bytes are no frames to us any more, yet they are read: a socket that is closed with unread bytes is
    // reset, and the reset overtakes our close frame. The peer's own end, its close frame or the sweep ends it.
    private async ValueTask LingerAsync(SocketReader reader)
    {
        while (!_handshake.Received && await reader.DiscardAsync())
        {
            if (reader.DiscardedAClose)
            {
                return;
            }
        }
    }

    private void Update(ushort? peerCode)
    {
        lock (_closing)
        {
            _handshake = _handshake.PeerCloses(peerCode);
        }
    }

    private void Send(ReadOnlyMemory<byte> frame)
    {
        if (Outbox.Offer(frame) == OfferResult.WakeNeeded)
        {
            Outbox.Wake();
        }
    }
}
