using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.WebSockets;

namespace Broker.Bench.Flood;

/// <summary>Clients that each publish to a topic of their own and hear it, and note how long that takes.</summary>
internal sealed class LatencyProbe : IAsyncDisposable
{
    private readonly List<ClientWebSocket> _clients = [];
    private readonly List<Task> _readers = [];
    private readonly Lock _gate = new();
    private List<double> _latencies = [];

    public static async Task<LatencyProbe> ConnectAsync(Uri node, int clients)
    {
        var probe = new LatencyProbe();
        for (var i = 0; i < clients; i++)
        {
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(new Uri(node, $"/websocket/quiet-{i}"), CancellationToken.None);
            probe._clients.Add(socket);
            probe._readers.Add(probe.ReadAsync(socket));
        }

        return probe;
    }

    /// <summary>Publishes at a steady pace for so long; the latencies in milliseconds.</summary>
    public async Task<List<double>> MeasureAsync(int perSecond, TimeSpan time)
    {
        lock (_gate)
        {
            _latencies = [];
        }

        using var pace = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / perSecond));
        var message = new byte[sizeof(long)];
        for (var left = (int)(perSecond * time.TotalSeconds); left > 0; left--)
        {
            await pace.WaitForNextTickAsync();
            foreach (var socket in _clients)
            {
                BinaryPrimitives.WriteInt64BigEndian(message, Stopwatch.GetTimestamp());
                await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
            }
        }

        await pace.WaitForNextTickAsync();
        lock (_gate)
        {
            return _latencies;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _clients)
        {
            socket.Abort();
        }

        await Task.WhenAll(_readers);
    }

    private async Task ReadAsync(ClientWebSocket socket)
    {
        var buffer = new byte[64];
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var read = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None);
                var latency = Stopwatch.GetElapsedTime(BinaryPrimitives.ReadInt64BigEndian(buffer.AsSpan(0, read.Count))).TotalMilliseconds;
                lock (_gate)
                {
                    _latencies.Add(latency);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The end of the measurement.
        }
    }
}
