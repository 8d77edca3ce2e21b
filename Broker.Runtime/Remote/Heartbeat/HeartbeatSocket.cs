using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Tls;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Heartbeat;

/// <summary>A non-blocking socket that reads and writes small frames; only the heartbeat thread touches it.</summary>
internal sealed class HeartbeatSocket : IDisposable
{
    private readonly byte[] _received = new byte[HandshakeProof.MaximumFrameSize + FrameReader.LengthBytes];
    private readonly TlsChannel? _tls;
    private readonly byte[] _encrypted;
    private int _count;

    /// <param name="socket">A connected or connecting socket, owned from here on.</param>
    /// <param name="tls">Null where there is none.</param>
    public HeartbeatSocket(Socket socket, TlsChannel? tls)
    {
        Socket = socket;
        _tls = tls;
        _encrypted = tls is null ? [] : new byte[_received.Length];
        socket.Blocking = false;
    }

    public delegate bool FrameHandler(FrameType type, ReadOnlySpan<byte> body);

    public Socket Socket { get; }

    /// <summary>Whether frames may be sent.</summary>
    public bool IsSecured => _tls?.IsOpen ?? true;

    /// <summary>Whether a frame has begun and not ended.</summary>
    public bool IsInsideFrame => _count > 0;

    /// <summary>Why the last call failed; empty for a connection that merely ended.</summary>
    public string Fault { get; private set; } = "";

    /// <summary>Sends a whole frame or says that the connection is of no use: a full send buffer of 25-byte frames means a dead peer.</summary>
    public bool TrySend(ReadOnlySpan<byte> frame)
    {
        if (_tls is null)
            return SendAll(frame);
        _tls.Write(frame);
        return TryFlush();
    }

    /// <summary>Sends what TLS has to say on its own.</summary>
    public bool TryFlush() => _tls is null || SendAll(_tls.TakeOutgoing());

    /// <summary>Reads what is there and hands over each frame; false when the connection ended or broke the protocol.</summary>
    public bool TryReceive(FrameHandler handle)
    {
        try
        {
            return _tls is null ? TryReceivePlain(handle) : TryReceiveEncrypted(_tls, handle);
        }
        catch (Exception e) when (e is WireException or IOException or AuthenticationException or CryptographicException)
        {
            Fault = e.Message;
            return false;
        }
    }

    public void Dispose()
    {
        _tls?.Dispose();
        Socket.Dispose();
    }

    private bool TryReceivePlain(FrameHandler handle)
    {
        if (!TryRead(_received.AsSpan(_count), out int read))
            return false;
        _count += read;
        return HandleFrames(handle);
    }

    private bool TryReceiveEncrypted(TlsChannel tls, FrameHandler handle)
    {
        if (!TryRead(_encrypted, out int read))
            return false;
        tls.Feed(_encrypted.AsSpan(0, read));
        try
        {
            while (tls.Read(_received.AsSpan(_count)) is > 0 and var plain)
            {
                _count += plain;
                if (!HandleFrames(handle))
                    return false;
            }
        }
        finally
        {
            // Also when the other end is not believed: it learns so.
            TryFlush();
        }

        return true;
    }

    private bool TryRead(Span<byte> target, out int read)
    {
        read = Socket.Receive(target, SocketFlags.None, out SocketError error);
        if (error is SocketError.WouldBlock or SocketError.Interrupted)
        {
            read = 0;
            return true;
        }

        return error == SocketError.Success && read > 0;
    }

    private bool HandleFrames(FrameHandler handle)
    {
        int at = 0;
        while (FrameReader.TryRead(
            _received.AsSpan(at, _count - at), HandshakeProof.MaximumFrameSize, out FrameType type, out ReadOnlySpan<byte> body, out int consumed))
        {
            at += consumed;
            if (!handle(type, body))
                return false;
        }

        _received.AsSpan(at, _count - at).CopyTo(_received);
        _count -= at;
        return true;
    }

    private bool SendAll(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return true;
        int sent = Socket.Send(bytes, SocketFlags.None, out SocketError error);
        return error == SocketError.Success && sent == bytes.Length;
    }
}
