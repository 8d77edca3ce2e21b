using System.Net.Sockets;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Heartbeat;

/// <summary>A peer's heartbeat connection to this node: every heartbeat is answered at once. Heartbeat thread only.</summary>
internal sealed class InboundHeartbeats(HeartbeatSocket socket, PeerIdentity peer, HeartbeatSettings settings) : IDisposable
{
    /// <summary>The thread serves all peers: one that asks more often than this takes the others' time. An honest one asks a few times a second.</summary>
    private const int MostPerSecond = 1000;

    private TimeSpan _secondBegan;
    private int _inThisSecond;
    private TimeSpan? _frameBegan;
    private string _fault = "";

    public PeerIdentity Peer => peer;

    public Socket Socket => socket.Socket;

    /// <summary>Answers what has come; false when the connection is of no more use.</summary>
    /// <param name="now">The lane's time.</param>
    /// <param name="readable">Whether something has come.</param>
    public bool TryServe(TimeSpan now, bool readable)
    {
        if (now - _secondBegan >= TimeSpan.FromSeconds(1))
        {
            _secondBegan = now;
            _inThisSecond = 0;
        }

        bool served = (!readable || socket.TryReceive(OnFrame)) && IsFrameInTime(now);
        string fault = socket.Fault.Length > 0 ? socket.Fault : _fault;
        if (!served && fault.Length > 0)
            settings.CutOff(peer.Address, fault);
        return served;
    }

    public void Dispose() => socket.Dispose();

    private bool IsFrameInTime(TimeSpan now)
    {
        if (!socket.IsInsideFrame)
        {
            _frameBegan = null;
            return true;
        }

        _frameBegan ??= now;
        if (now - _frameBegan < settings.FrameTimeout)
            return true;
        _fault = "it stalled inside a frame";
        return false;
    }

    private bool OnFrame(FrameType type, ReadOnlySpan<byte> body)
    {
        if (++_inThisSecond > MostPerSecond)
        {
            _fault = "it floods the heartbeat lane";
            return false;
        }

        if (type != FrameType.Heartbeat)
            return FrameTypes.IsOptional(type) ? true : throw FrameTypes.Unexpected(type, Lane.Heartbeat);
        Span<byte> frame = stackalloc byte[HeartbeatFrames.MaximumSize];
        int size = HeartbeatFrames.Write(frame, FrameType.HeartbeatReply, HeartbeatFrames.ReadSequence(body));
        return socket.TrySend(frame[..size]);
    }
}
