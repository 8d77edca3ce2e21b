using System.Net.Sockets;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Heartbeat;

/// <summary>A non-blocking socket that reads and writes small frames; only the heartbeat thread touches it.</summary>
internal sealed class HeartbeatSocket : IDisposable
{
    private readonly byte[] _received = new byte[HandshakeProof.MaximumFrameSize + FrameReader.LengthBytes];
    private int _count;

    public HeartbeatSocket(Socket socket)
    {
        Socket = socket;
        socket.Blocking = false;
    }

    public delegate bool FrameHandler(FrameType type, ReadOnlySpan<byte> body);

    public Socket Socket { get; }

    /// <summary>Sends a whole frame or says that the connection is of no use: a full send buffer of 25-byte frames means a dead peer.</summary>
    public bool TrySend(ReadOnlySpan<byte> frame)
    {
        int sent = Socket.Send(frame, SocketFlags.None, out SocketError error);
        return error == SocketError.Success && sent == frame.Length;
    }

    /// <summary>Reads what is there and hands over each frame; false when the connection ended or broke the protocol.</summary>
    public bool TryReceive(FrameHandler handle)
    {
        int read = Socket.Receive(_received.AsSpan(_count), SocketFlags.None, out SocketError error);
        if (error is SocketError.WouldBlock or SocketError.Interrupted)
            return true;
        if (error != SocketError.Success || read == 0)
            return false;
        _count += read;
        int at = 0;
        try
        {
            while (FrameReader.TryRead(
                _received.AsSpan(at, _count - at), HandshakeProof.MaximumFrameSize, out FrameType type, out ReadOnlySpan<byte> body, out int consumed))
            {
                at += consumed;
                if (!handle(type, body))
                    return false;
            }
        }
        catch (WireException)
        {
            return false;
        }

        _received.AsSpan(at, _count - at).CopyTo(_received);
        _count -= at;
        return true;
    }

    public void Dispose() => Socket.Dispose();
}
