using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Broker.Actors.Publishing;
using Broker.Protocol.Errors;
using Broker.Protocol.Inbound;
using Microsoft.Extensions.Options;

namespace Broker.Node.WebSockets;

/// <summary>All client sockets of the node, to count them and to close them when it stops.</summary>
internal sealed class ClientSockets(
    IOptions<ClientSocketOptions> options, IOptions<PublishOptions> publishing, SocketSweep sweep, ILogger<ClientSocket> logger)
{
    private readonly ConcurrentDictionary<ClientSocket, bool> _sockets = new();
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<CloseCode, long> _closed = new();
    private TaskCompletionSource? _drained;
    private int _count;
    private long _opened;
    private long _endedFrames;
    private long _endedBytes;
    private long _endedWaits;
    private long _endedDrops;

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>How many there were so far.</summary>
    public long Opened => Volatile.Read(ref _opened);

    /// <summary>A socket for a request that is being answered.</summary>
    public ClientSocket Create()
    {
        // A socket is read as long as its connection may have more publishes under way.
        var gate = new ReadGate(publishing.Value.Pending, publishing.Value.PendingBytes);
        var socket = new ClientSocket(options.Value, gate, sweep, logger);
        Interlocked.Increment(ref _count);
        Interlocked.Increment(ref _opened);
        _sockets.TryAdd(socket, true);
        return socket;
    }

    /// <summary>The socket's request has ended.</summary>
    public void Forget(ClientSocket socket)
    {
        _sockets.TryRemove(socket, out _);
        Interlocked.Add(ref _endedFrames, socket.Outbox.AcceptedFrames);
        Interlocked.Add(ref _endedBytes, socket.Outbox.AcceptedBytes);
        Interlocked.Add(ref _endedWaits, socket.Gate.Waits);
        Interlocked.Add(ref _endedDrops, socket.Outbox.DroppedFrames);
        if (socket.Outbox.Closing is { } closing)
        {
            _closed.AddOrUpdate(closing.Code, 1, static (_, count) => count + 1);
        }

        lock (_gate)
        {
            if (Interlocked.Decrement(ref _count) == 0)
            {
                _drained?.TrySetResult();
            }
        }
    }

    /// <summary>How many ended, by the code with which they were closed.</summary>
    public IEnumerable<Measurement<long>> ClosedByCode() =>
        _closed.Select(static entry => new Measurement<long>(entry.Value, new KeyValuePair<string, object?>("code", entry.Key.Number)));

    /// <summary>All frames and bytes that were queued for clients so far.</summary>
    public (long Frames, long Bytes) Sent()
    {
        var (frames, bytes) = (Volatile.Read(ref _endedFrames), Volatile.Read(ref _endedBytes));
        foreach (var (socket, _) in _sockets)
        {
            frames += socket.Outbox.AcceptedFrames;
            bytes += socket.Outbox.AcceptedBytes;
        }

        return (frames, bytes);
    }

    /// <summary>How often a socket was not read for a while, so far.</summary>
    public long ReadWaits() => Volatile.Read(ref _endedWaits) + _sockets.Sum(static entry => entry.Key.Gate.Waits);

    /// <summary>The publications that were dropped for clients that read slowly, so far.</summary>
    public long Dropped() => Volatile.Read(ref _endedDrops) + _sockets.Sum(static entry => entry.Key.Outbox.DroppedFrames);

    /// <summary>The bytes that wait for clients.</summary>
    public long PendingBytes() => _sockets.Sum(static entry => (long)entry.Key.Outbox.PendingBytes);

    /// <summary>Closes those for whom most waits until no more than so much waits for all; how many were closed.</summary>
    public int CloseSlowest(long maxBytes)
    {
        var waiting = PendingBytes();
        if (waiting <= maxBytes)
        {
            return 0;
        }

        var closed = 0;
        foreach (var (socket, bytes) in _sockets.Keys.Select(static socket => (socket, socket.Outbox.PendingBytes)).OrderByDescending(static one => one.PendingBytes))
        {
            if (waiting <= maxBytes)
            {
                break;
            }

            waiting -= bytes;
            closed++;
            socket.Outbox.Overflow();
        }

        return closed;
    }

    /// <summary>Closes all with a code and waits until they have ended, but not longer than the limit; what is left then is cut.</summary>
    public async Task CloseAllAsync(CloseCode code, string reason, TimeSpan limit)
    {
        Task drained;
        lock (_gate)
        {
            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (_count == 0)
            {
                _drained.TrySetResult();
            }

            drained = _drained.Task;
        }

        foreach (var socket in _sockets.Keys)
        {
            socket.Refuse();
            socket.Outbox.Close(code, reason);
        }

        try
        {
            await drained.WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            foreach (var socket in _sockets.Keys)
            {
                socket.Abort();
            }
        }
    }
}
