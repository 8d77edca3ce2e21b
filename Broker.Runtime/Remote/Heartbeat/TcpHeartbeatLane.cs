using System.Collections.Concurrent;
using System.Net.Sockets;
using Broker.Runtime.Actor;
using Broker.Runtime.Remote.Handshake;

namespace Broker.Runtime.Remote.Heartbeat;

/// <summary>Heartbeats over TCP, sent, answered and read by one thread that serves nothing else.</summary>
/// <remarks>
/// A full thread pool, long garbage-free bursts of user messages or slow actors delay no heartbeat; guarded by the test that
/// blocks every pool thread. Only connecting by host name touches the pool, for name resolution.
/// </remarks>
internal sealed class TcpHeartbeatLane : HeartbeatLane
{
    /// <summary>How long at most a changed set of targets or a newly accepted connection waits for the thread.</summary>
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly HeartbeatSettings _settings;
    private readonly Dictionary<Address, HeartbeatPeer> _peers = [];
    private readonly List<InboundHeartbeats> _inbound = [];
    private readonly ConcurrentQueue<InboundHeartbeats> _adopted = new();
    private readonly ConcurrentQueue<(Address Address, int Uid)> _forgotten = new();
    private readonly ManualResetEventSlim _work = new(initialState: false);
    private readonly List<Socket> _readable = [];
    private readonly List<Socket> _writable = [];
    private readonly List<Socket> _failed = [];
    private readonly Thread _thread;
    private volatile bool _targetsChanged;
    private volatile bool _stopped;

    public TcpHeartbeatLane(HeartbeatSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
        _start = time.GetTimestamp();
        _thread = new Thread(Run)
        {
            IsBackground = true,
            Name = $"heartbeats of {settings.Self.Peer.Address}",
            Priority = ThreadPriority.AboveNormal,
        };
        _thread.Start();
    }

    /// <summary>Takes over an accepted and proven connection.</summary>
    public void Adopt(HeartbeatSocket socket, PeerIdentity peer)
    {
        _adopted.Enqueue(new InboundHeartbeats(socket, peer, _settings));
        _work.Set();
    }

    internal override void Forget(Address address, int uid)
    {
        _forgotten.Enqueue((address, uid));
        _work.Set();
    }

    internal override void TargetsChanged()
    {
        _targetsChanged = true;
        _work.Set();
    }

    protected override void Dispose(bool disposing)
    {
        if (!disposing || _stopped)
            return;
        _stopped = true;
        _work.Set();
        _thread.Join();
        _work.Dispose();
    }

    private void Run()
    {
        try
        {
            while (!_stopped)
                RunGuarded();
        }
        finally
        {
            foreach (HeartbeatPeer peer in _peers.Values)
                peer.Dispose();
            foreach (InboundHeartbeats inbound in _inbound)
                inbound.Dispose();
            while (_adopted.TryDequeue(out InboundHeartbeats? late))
                late.Dispose();
        }
    }

    /// <summary>An error in one turn, such as a watcher's callback that throws, must not silence the node.</summary>
    private void RunGuarded()
    {
        try
        {
            RunOnce();
        }
        catch (Exception e)
        {
            _settings.Failed(e);
            _work.Wait(LongestSleep);
        }
    }

    private void RunOnce()
    {
        _work.Reset();
        while (_adopted.TryDequeue(out InboundHeartbeats? adopted))
            Take(adopted);
        while (_forgotten.TryDequeue(out (Address Address, int Uid) gone))
            Disconnect(gone.Address, gone.Uid);
        if (_targetsChanged)
            FollowTargets();
        TimeSpan sleep = TickPeers();
        CollectSockets();
        if (_readable.Count + _writable.Count == 0)
        {
            _work.Wait(_peers.Count == 0 ? Timeout.InfiniteTimeSpan : sleep);
            return;
        }

        Socket.Select(_readable, _writable, _failed, (int)(sleep.TotalMicroseconds));
        Serve();
    }

    /// <summary>One connection from each incarnation: a further one takes the place of the former.</summary>
    private void Take(InboundHeartbeats adopted)
    {
        foreach (InboundHeartbeats former in _inbound.Where(i => i.Peer == adopted.Peer).ToArray())
        {
            former.Dispose();
            _inbound.Remove(former);
        }

        _inbound.Add(adopted);
    }

    private void FollowTargets()
    {
        _targetsChanged = false;
        HashSet<Address> targets = Targets();
        foreach (Address gone in _peers.Keys.Where(a => !targets.Contains(a)).ToArray())
        {
            _peers.Remove(gone, out HeartbeatPeer? peer);
            peer!.Dispose();
        }

        foreach (Address target in targets)
        {
            if (!_peers.ContainsKey(target))
                _peers[target] = new HeartbeatPeer(target, _settings, (address, uid) => Report(address, uid, _time.GetTimestamp()));
        }
    }

    private void Disconnect(Address address, int uid)
    {
        if (_peers.TryGetValue(address, out HeartbeatPeer? peer) && peer.Uid == uid)
            peer.Disconnect(Now());
        foreach (InboundHeartbeats inbound in _inbound.Where(i => i.Peer.Uid == uid && i.Peer.Address == address.ToString()).ToArray())
        {
            inbound.Dispose();
            _inbound.Remove(inbound);
        }
    }

    private TimeSpan TickPeers()
    {
        TimeSpan interval = Interval();
        TimeSpan now = Now();
        TimeSpan next = now + LongestSleep;
        foreach (HeartbeatPeer peer in _peers.Values)
        {
            TimeSpan wish = peer.Tick(now, interval);
            if (wish < next)
                next = wish;
        }

        TimeSpan sleep = next - now;
        return sleep > TimeSpan.Zero ? sleep : TimeSpan.FromMilliseconds(1);
    }

    private void CollectSockets()
    {
        _readable.Clear();
        _writable.Clear();
        _failed.Clear();
        foreach (HeartbeatPeer peer in _peers.Values)
        {
            if (peer.Socket is not { } socket)
                continue;
            if (peer.IsConnecting)
            {
                _writable.Add(socket);
                _failed.Add(socket);
            }
            else
            {
                _readable.Add(socket);
            }
        }

        foreach (InboundHeartbeats inbound in _inbound)
            _readable.Add(inbound.Socket);
    }

    private void Serve()
    {
        TimeSpan now = Now();
        foreach (HeartbeatPeer peer in _peers.Values)
        {
            if (peer.Socket is not { } socket)
                continue;
            if (peer.IsConnecting)
            {
                if (_writable.Contains(socket) || _failed.Contains(socket))
                    peer.OnConnected(now);
            }
            else if (_readable.Contains(socket))
            {
                peer.OnReadable(now);
            }
        }

        for (int i = _inbound.Count - 1; i >= 0; i--)
        {
            if (!_inbound[i].TryServe(now, _readable.Contains(_inbound[i].Socket)))
            {
                _inbound[i].Dispose();
                _inbound.RemoveAt(i);
            }
        }
    }

    private TimeSpan Now() => _time.GetElapsedTime(_start);
}
