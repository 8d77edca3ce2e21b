using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Broker.Testing.Load;

namespace Broker.Bench.Load;

/// <summary>One client's connection, driven by the loop that owns it.</summary>
internal sealed class LoadClient(LoadLoop loop, int number, IPEndPoint node, string? publishesTo, string? hears) : IDisposable
{
    private const int MaxFrame = 16 * 1024 * 1024;

    private Socket? _socket;
    private byte[] _rest = [];
    private byte[] _packetRest = [];
    private byte[] _waiting = [];
    private bool _isUpgraded;
    private SeenNumbers _seen;

    public int Number => number;

    public IPEndPoint Node => node;

    public string? Hears => hears;

    public string? PublishesTo => publishesTo;

    /// <summary>When the connecting began, and then when something was last sent.</summary>
    public long At { get; private set; }

    public bool IsReady { get; private set; }

    public bool HasFailed { get; private set; }

    public void Connect(IPAddress source)
    {
        At = LoadClock.Now;
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            // IP_BIND_ADDRESS_NO_PORT: the port is chosen for the destination, so one source address does for many nodes.
            _socket.SetRawSocketOption(0, 24, [1, 0, 0, 0]);
            _socket.Bind(new IPEndPoint(source, 0));
            _socket.Connect(node);
        }
        catch (SocketException e)
        {
            Fail(e.Message);
            return;
        }

        _socket.Blocking = false;
        loop.Watch(_socket, number, Epoll.Readable);
        var key = Convert.ToBase64String(Guid.NewGuid().ToByteArray());
        var subprotocol = loop.Way.Subprotocol is { } name ? $"Sec-WebSocket-Protocol: {name}\r\n" : "";
        Send(Encoding.ASCII.GetBytes(
            $"GET {loop.Way.Target(publishesTo, hears)} HTTP/1.1\r\nHost: {node}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n{subprotocol}\r\n"));
    }

    public void BecomeReady()
    {
        IsReady = true;
        loop.Ready(this);
    }

    public void Fail(string why)
    {
        if (!HasFailed)
        {
            HasFailed = true;
            loop.Failed(this, why);
            Dispose();
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
    }

    public void Deliver(ReadOnlySpan<byte> payload) => loop.Delivered(ref _seen, payload);

    public ReadOnlySpan<byte> WithRestOfPackets(ReadOnlySpan<byte> payload) => _packetRest.Length == 0 ? payload : (byte[])[.. _packetRest, .. payload];

    public void KeepRestOfPackets(ReadOnlySpan<byte> rest) => _packetRest = rest.IsEmpty ? [] : rest.ToArray();

    /// <summary>Sends now, or as soon as the socket takes it.</summary>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        if (_socket is null)
        {
            return;
        }

        At = LoadClock.Now;
        var sent = 0;
        if (_waiting.Length == 0)
        {
            sent = _socket.Send(bytes, SocketFlags.None, out var error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
            {
                Fail($"send: {error}");
                return;
            }
        }

        if (sent < bytes.Length)
        {
            _waiting = [.. _waiting, .. bytes[sent..]];
            loop.Change(_socket, number, Epoll.Readable | Epoll.Writable);
        }
    }

    public void OnWritable()
    {
        if (_socket is not null && _waiting.Length > 0)
        {
            var waiting = _waiting;
            _waiting = [];
            loop.Change(_socket, number, Epoll.Readable);
            Send(waiting);
        }
    }

    public void OnReadable(byte[] buffer)
    {
        if (_socket is null)
        {
            return;
        }

        if (_rest.Length * 2 > buffer.Length)
        {
            Fail("a frame is too long for this generator");
            return;
        }

        _rest.CopyTo(buffer, 0);
        var count = _socket.Receive(buffer.AsSpan(_rest.Length), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
        {
            return;
        }

        if (error != SocketError.Success || count == 0)
        {
            Fail(count == 0 ? "closed by the server" : $"receive: {error}");
            return;
        }

        ReadOnlySpan<byte> bytes = buffer.AsSpan(0, _rest.Length + count);
        if (!_isUpgraded && !TryReadAnswer(ref bytes))
        {
            _rest = bytes.ToArray();
            return;
        }

        while (!HasFailed && TryReadFrame(ref bytes))
        {
        }

        _rest = bytes.IsEmpty ? [] : bytes.ToArray();
    }

    private bool TryReadAnswer(ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        if (!bytes.StartsWith("HTTP/1.1 101 "u8))
        {
            Fail(Encoding.ASCII.GetString(bytes[..bytes.IndexOf("\r\n"u8)]));
            return false;
        }

        bytes = bytes[(end + 4)..];
        _isUpgraded = true;
        loop.Way.Opened(this);
        return true;
    }

    private bool TryReadFrame(ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return false;
        }

        var header = (bytes[1] & 0x7F) switch { 126 => 4, 127 => 10, _ => 2 };
        if (bytes.Length < header)
        {
            return false;
        }

        var length = header switch
        {
            4 => BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            10 => BinaryPrimitives.ReadInt64BigEndian(bytes[2..]),
            _ => bytes[1] & 0x7F,
        };
        if (length is < 0 or > MaxFrame)
        {
            Fail($"a frame of {length} bytes");
            return false;
        }

        if (bytes.Length - header < length)
        {
            return false;
        }

        Take(bytes[0] & 0xF, bytes.Slice(header, (int)length));
        bytes = bytes[(header + (int)length)..];
        return true;
    }

    private void Take(int opcode, ReadOnlySpan<byte> payload)
    {
        switch (opcode)
        {
            case 0 or 1 or 2:
                loop.Way.Received(this, payload);
                break;
            case 8:
                Fail($"closed with code {(payload.Length < 2 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(payload))}");
                break;
            case 9:
                Send(OutgoingFrame.Of(OutgoingFrame.Pong, payload));
                break;
            default:
                break;
        }
    }
}
