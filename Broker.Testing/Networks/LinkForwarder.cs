using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Broker.Testing.Networks;

/// <summary>Stands between a node and those that connect to it: passes everything on, late or not at all for a while, and loses nothing.</summary>
/// <remarks>Both directions of a connection are delayed. A stalled connection stays open and is silent, as on a path that drops everything.</remarks>
public sealed class LinkForwarder : IAsyncDisposable
{
    private const int ChunkBytes = 16 * 1024;

    /// <summary>Chunks under way in one direction. When it is full the sender's socket is not read, as with a long and slow line.</summary>
    private const int ChunksUnderWay = 256;

    private readonly TcpListener _listener;
    private readonly IPEndPoint _target;
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _connections = [];
    private readonly Task _accepting;
    private TaskCompletionSource _passing = Passing();

    private LinkForwarder(IPEndPoint listen, IPEndPoint target)
    {
        _target = target;
        _listener = new TcpListener(listen);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where to connect to.</summary>
    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>How long everything takes that is sent from now on, each way.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Begins to listen.</summary>
    public static LinkForwarder Start(IPEndPoint listen, IPEndPoint target) => new(listen, target);

    /// <summary>From now on nothing passes.</summary>
    public void Stall()
    {
        lock (_gate)
        {
            if (_passing.Task.IsCompleted)
            {
                _passing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>Everything passes again, beginning with what was held.</summary>
    public void Resume()
    {
        lock (_gate)
        {
            _passing.TrySetResult();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        Task[] connections;
        lock (_gate)
        {
            connections = [.. _connections];
        }

        await Task.WhenAll(connections);
        _end.Dispose();
    }

    private static TaskCompletionSource Passing()
    {
        var passing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        passing.SetResult();
        return passing;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_end.IsCancellationRequested)
            {
                var socket = await _listener.AcceptSocketAsync(_end.Token);
                var connection = ConnectAsync(socket);
                lock (_gate)
                {
                    _connections.RemoveWhere(task => task.IsCompleted);
                    _connections.Add(connection);
                }
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end of listening.
        }
    }

    private async Task ConnectAsync(Socket from)
    {
        using var near = from;
        using var far = new Socket(_target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        try
        {
            near.NoDelay = far.NoDelay = true;
            await PassAsync(over.Token);
            await far.ConnectAsync(_target, over.Token);
            await Task.WhenAny(PumpAsync(near, far, over.Token), PumpAsync(far, near, over.Token));
        }
        catch (Exception failed) when (failed is SocketException or OperationCanceledException)
        {
            // Nobody listens there: the one who connects sees the end of its connection.
        }

        await over.CancelAsync();
    }

    private async Task PumpAsync(Socket from, Socket to, CancellationToken over)
    {
        var underWay = Channel.CreateBounded<(byte[] Bytes, long DueAt)>(ChunksUnderWay);
        await Task.WhenAll(ReadAsync(from, underWay.Writer, over), WriteAsync(underWay.Reader, to, over));
    }

    private async Task ReadAsync(Socket from, ChannelWriter<(byte[] Bytes, long DueAt)> underWay, CancellationToken over)
    {
        try
        {
            var buffer = new byte[ChunkBytes];
            while (await from.ReceiveAsync(buffer, over) is > 0 and var count)
            {
                await underWay.WriteAsync((buffer[..count], TimeProvider.System.GetTimestamp() + (long)(Delay.TotalSeconds * TimeProvider.System.TimestampFrequency)), over);
            }
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection ends in the other direction too.
        }

        underWay.TryComplete();
    }

    private async Task WriteAsync(ChannelReader<(byte[] Bytes, long DueAt)> underWay, Socket to, CancellationToken over)
    {
        try
        {
            await foreach (var (bytes, dueAt) in underWay.ReadAllAsync(over))
            {
                var wait = TimeProvider.System.GetElapsedTime(TimeProvider.System.GetTimestamp(), dueAt);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, TimeProvider.System, over);
                }

                await PassAsync(over);
                for (var sent = 0; sent < bytes.Length;)
                {
                    sent += await to.SendAsync(bytes.AsMemory(sent), over);
                }
            }
        }
        catch (Exception broken) when (broken is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // As above.
        }
    }

    private async Task PassAsync(CancellationToken over)
    {
        Task passing;
        lock (_gate)
        {
            passing = _passing.Task;
        }

        await passing.WaitAsync(over);
    }
}
