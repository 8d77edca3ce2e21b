using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Broker.Node.Http;
using Broker.Node.WebSockets;
using Broker.Protocol.Limits;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Broker.Node.Listening;

/// <summary>Accepts the connections of one address; the HTTP server gets those that are no plain WebSockets.</summary>
/// <remarks>It counts all of them until they end: each is an open file.</remarks>
internal sealed partial class ClientListener : IConnectionListener, ISwept
{
    // For the time in which clients that have been told to end do so; nothing is waited for that a client could draw out.
    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(5);

    // When the system has no file left, trying at once again would only burn time.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Channel<ConnectionContext> _forServer = Channel.CreateUnbounded<ConnectionContext>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Dictionary<Socket, long> _silent = [];
    private readonly Socket _socket;
    private readonly EarlyUpgrade _upgrade;
    private readonly SocketConnectionContextFactory _server;
    private readonly ConnectionRoom _room;
    private readonly NodeLimits _limits;
    private readonly SocketSweep _sweep;
    private readonly TimeProvider _time;
    private readonly long _silenceMs;
    private readonly ILogger<ClientListener> _logger;
    private readonly Task _accepting;

    // One for the listener itself, until it stops.
    private int _open = 1;

    public ClientListener(
        Socket socket,
        EarlyUpgrade upgrade,
        SocketConnectionContextFactory server,
        ConnectionRoom room,
        NodeLimits limits,
        SocketSweep sweep,
        TimeProvider time,
        TimeSpan silence,
        ILogger<ClientListener> logger)
    {
        _socket = socket;
        _upgrade = upgrade;
        _server = server;
        _room = room;
        _limits = limits;
        _sweep = sweep;
        _time = time;
        _silenceMs = (long)silence.TotalMilliseconds;
        _logger = logger;
        EndPoint = socket.LocalEndPoint!;
        sweep.Add(this);
        _accepting = AcceptAllAsync();
    }

    /// <inheritdoc/>
    public EndPoint EndPoint { get; }

    /// <summary>Cancelled when the server stops.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <inheritdoc/>
    SweepSlot ISwept.SweepSlot { get; set; }

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _forServer.Reader.WaitToReadAsync(cancellationToken) && _forServer.Reader.TryRead(out var connection) ? connection : null;

    /// <summary>Runs one connection until it has ended or the server has it.</summary>
    public async Task RunAsync(Socket socket)
    {
        ClientSocket? client = null;
        try
        {
            await WaitForWordAsync(socket);
            var head = EarlyUpgrade.TakeHead(socket, out var hasEnded);
            if (head is null && !hasEnded)
            {
                HandOn(socket);
                return;
            }

            // Nothing of the request is held from here on.
            var stream = new SocketStream(socket);
            if (head is not null && await _upgrade.OpenAsync(socket, stream, head, Stopping) is { } opened)
            {
                client = opened.Socket;
                await client.RunAsync(stream, stream.Cut, opened.IsDeflated);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client has gone, said nothing for too long, or comes too late.
        }
        catch (Exception e)
        {
            LogFailed(e);
        }

        SocketStream.Cut(socket);
        if (client is not null)
        {
            _upgrade.Forget(client);
        }

        Forget();
    }

    /// <inheritdoc/>
    /// <remarks>Those who have said nothing yet are not let in any more; what the server has is its own to end.</remarks>
    public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync();
        SocketSweep.Remove(this);
        _socket.Dispose();
        await _accepting;
        _forServer.Writer.TryComplete();
        CutSilent(long.MaxValue);
        Forget();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await UnbindAsync();
        while (_forServer.Reader.TryRead(out var late))
        {
            late.Abort();
            await late.DisposeAsync();
        }

        await Task.WhenAny(_ended.Task, Task.Delay(EndLimit, _time));
        _stopping.Dispose();
    }

    /// <inheritdoc/>
    void ISwept.Sweep(long nowMs) => CutSilent(nowMs);

    private async Task AcceptAllAsync()
    {
        while (true)
        {
            try
            {
                Take(await _socket.AcceptAsync());
            }
            catch (Exception e) when (e is ObjectDisposedException || (e is SocketException && _stopping.IsCancellationRequested))
            {
                return;
            }
            catch (SocketException e)
            {
                // Otherwise the client has gone before it was accepted.
                if (e.SocketErrorCode == SocketError.TooManyOpenSockets)
                {
                    await Task.Delay(Pause, _time);
                }
            }
        }
    }

    private void Take(Socket socket)
    {
        if (Interlocked.Increment(ref _open) > _room.Accepted + 1)
        {
            _limits.Reach(LimitKind.NodeConnections);
            socket.Dispose();
            Forget();
            return;
        }

        // Elsewhere: what a client asks for may take longer than the next one should wait to be accepted.
        ThreadPool.UnsafeQueueUserWorkItem(static accepted => _ = accepted.Listener.RunAsync(accepted.Socket), (Listener: this, Socket: socket), preferLocal: false);
    }

    private async Task WaitForWordAsync(Socket socket)
    {
        socket.NoDelay = true;
        var waiting = socket.ReceiveAsync(Memory<byte>.Empty);
        if (waiting.IsCompleted)
        {
            await waiting;
            return;
        }

        lock (_silent)
        {
            _silent.Add(socket, _sweep.NowMs + _silenceMs);
        }

        try
        {
            // Who stops the listener may have looked through the list before.
            if (Stopping.IsCancellationRequested)
            {
                SocketStream.Cut(socket);
            }

            await waiting;
        }
        finally
        {
            lock (_silent)
            {
                _silent.Remove(socket);
            }
        }
    }

    private void HandOn(Socket socket)
    {
        var connection = _server.Create(socket);
        connection.ConnectionClosed.UnsafeRegister(static listener => ((ClientListener)listener!).Forget(), this);
        if (!_forServer.Writer.TryWrite(connection))
        {
            connection.Abort();
        }
    }

    // What waits for a socket that is cut goes on at once, and takes it off the list.
    private void CutSilent(long nowMs)
    {
        List<Socket>? overdue = null;
        lock (_silent)
        {
            foreach (var (socket, untilMs) in _silent)
            {
                if (untilMs < nowMs)
                {
                    (overdue ??= []).Add(socket);
                }
            }
        }

        overdue?.ForEach(SocketStream.Cut);
    }

    private void Forget()
    {
        if (Interlocked.Decrement(ref _open) == 0)
        {
            _ended.TrySetResult();
        }
    }

    [LoggerMessage(3030, LogLevel.Error, "A connection failed")]
    private partial void LogFailed(Exception reason);
}
