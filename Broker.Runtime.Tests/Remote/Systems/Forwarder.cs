using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Broker.Runtime.Remote.Wire;

namespace EngineTests.Remote.Systems;

/// <summary>Stands between nodes: passes frames on to a node, keeps them, and changes them if told to. What the node answers passes unseen.</summary>
internal sealed class Forwarder : IAsyncDisposable
{
    private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly ConcurrentQueue<List<byte[]>> _recorded = new();
    private readonly Func<byte[], IEnumerable<byte[]>> _rewrite;
    private readonly Task _accepting;
    private volatile int _target;

    /// <param name="rewrite">What goes on instead of a frame; null: the frame.</param>
    public Forwarder(Func<byte[], IEnumerable<byte[]>>? rewrite = null)
    {
        _rewrite = rewrite ?? (frame => [frame]);
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>The settings with which a node is known under the forwarder's port.</summary>
    public string Settings => $"akka.remote.dot-netty.tcp.public-port = {Port}";

    /// <summary>The frames of each connection to the node, in the order of connections.</summary>
    public IReadOnlyList<List<byte[]>> Recorded => [.. _recorded];

    /// <summary>The port the node listens at.</summary>
    public void ForwardTo(int port) => _target = port;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
        foreach (Socket socket in _sockets)
            socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket from = await _listener.AcceptAsync();
                Socket to = new(SocketType.Stream, ProtocolType.Tcp);
                _sockets.Add(from);
                _sockets.Add(to);
                _ = ForwardAsync(from, to);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ForwardAsync(Socket from, Socket to)
    {
        List<byte[]> frames = [];
        _recorded.Enqueue(frames);
        try
        {
            await to.ConnectAsync(IPAddress.Loopback, _target);
            await using NetworkStream incoming = new(from);
            await using NetworkStream outgoing = new(to);
            _ = CopyBackAsync(outgoing, incoming, from);
            byte[] head = new byte[FrameReader.LengthBytes];
            while (await incoming.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false) == head.Length)
            {
                byte[] frame = [.. head, .. new byte[BitConverter.ToInt32(head)]];
                await incoming.ReadExactlyAsync(frame.AsMemory(head.Length));
                lock (frames)
                    frames.Add(frame);
                foreach (byte[] instead in _rewrite(frame))
                    await outgoing.WriteAsync(instead);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // One end is gone; so is the other then.
        }

        from.Dispose();
        to.Dispose();
    }

    private static async Task CopyBackAsync(NetworkStream source, NetworkStream target, Socket from)
    {
        try
        {
            await source.CopyToAsync(target);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // As above.
        }

        from.Dispose();
    }
}
