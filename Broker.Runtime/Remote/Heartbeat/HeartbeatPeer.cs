using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Broker.Runtime.Actor;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Links;
using Broker.Runtime.Remote.Tls;
using Broker.Runtime.Remote.Transport;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Heartbeat;

/// <summary>The heartbeat connection to one watched node: connects, proves itself, sends, connects again. Heartbeat thread only.</summary>
internal sealed class HeartbeatPeer : IDisposable
{
    private readonly HeartbeatSettings _settings;
    private readonly LinkRetryState _retry;
    private readonly Action<Address, int> _answered;
    private Task<IPAddress>? _resolving;
    private HeartbeatSocket? _socket;
    private HandshakeInitiator? _handshake;
    private bool _connecting;
    private int? _uid;
    private TimeSpan _deadline;
    private TimeSpan _nextBeat;
    private ulong _sequence;

    public HeartbeatPeer(Address address, HeartbeatSettings settings, Action<Address, int> answered)
    {
        Address = address;
        _settings = settings;
        _answered = answered;
        _retry = new LinkRetryState(settings.RetryFirst, settings.RetryLongest);
    }

    public Address Address { get; }

    public Socket? Socket => _socket?.Socket;

    /// <summary>Whether the socket is to be watched for the end of its connect.</summary>
    public bool IsConnecting => _connecting;

    /// <summary>The incarnation at the other end, once proven.</summary>
    public int? Uid => _uid;

    /// <summary>Does what is due and returns when it wants to be called again.</summary>
    public TimeSpan Tick(TimeSpan now, TimeSpan interval)
    {
        if (_socket is null)
            return TryConnect(now);
        if (_uid is null)
        {
            if (now >= _deadline)
                Fail(now);
            return _deadline;
        }

        if (now >= _nextBeat)
        {
            Beat(now, interval);
        }

        return _nextBeat;
    }

    /// <summary>The socket became writable or failed while connecting.</summary>
    public void OnConnected(TimeSpan now)
    {
        _connecting = false;
        object? error = Socket!.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error);
        if (error is not 0)
        {
            Fail(now);
            return;
        }

        if (_socket!.IsSecured ? !TryGreet() : !_socket.TryFlush())
            Fail(now);
    }

    /// <summary>Drops the connection; the next attempt meets whoever lives there then.</summary>
    public void Disconnect(TimeSpan now) => Fail(now);

    /// <summary>The socket has bytes, or ended.</summary>
    public void OnReadable(TimeSpan now)
    {
        if (_socket is not { } socket)
            return;
        if (!socket.TryReceive(OnFrame) || (_handshake is null && socket.IsSecured && !TryGreet()))
        {
            if (socket.Fault.Length > 0)
                _settings.CutOff(Address.ToString(), socket.Fault);
            Fail(now);
        }
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _socket = null;
        _uid = null;
    }

    private TimeSpan TryConnect(TimeSpan now)
    {
        if (!_retry.MayConnect(now))
            return now + _retry.Remaining(now);
        _resolving ??= TcpTransport.ResolveAsync(Address.Host!, CancellationToken.None).AsTask();
        if (!_resolving.IsCompleted)
            return now + _settings.RetryFirst;
        IPAddress? address = _resolving.IsCompletedSuccessfully ? _resolving.Result : null;
        _resolving = null;
        if (address is null)
        {
            Fail(now);
            return now + _retry.Remaining(now);
        }

        _deadline = now + _settings.HandshakeTimeout;
        Connect(new IPEndPoint(address, Address.Port!.Value), now);
        return _socket is null ? now + _retry.Remaining(now) : _deadline;
    }

    private void Connect(IPEndPoint endPoint, TimeSpan now)
    {
        Socket socket = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _socket = new HeartbeatSocket(socket, _settings.Tls is { } tls ? TlsChannel.Connect(tls, Address.Host!) : null);
        _connecting = true;
        try
        {
            TcpTransport.Prepare(socket);
            socket.Connect(endPoint);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            return;
        }
        catch (SocketException)
        {
            Fail(now);
            return;
        }

        OnConnected(now);
    }

    private bool TryGreet()
    {
        _handshake = new HandshakeInitiator(
            _settings.Self.Peer, _settings.Self.Versions, Address.ToString(), Lane.Heartbeat, _settings.Self.Secret, RandomNumberGenerator.GetBytes(HandshakeProof.NonceBytes));
        return _socket!.TrySend(_handshake.Start());
    }

    private bool OnFrame(FrameType type, ReadOnlySpan<byte> body)
    {
        if (_uid is { } uid)
        {
            if (type == FrameType.HeartbeatReply)
                _answered(Address, uid);
            else if (!FrameTypes.IsOptional(type))
                throw FrameTypes.Unexpected(type, Lane.Heartbeat);
            return true;
        }

        HandshakeStep step = _handshake!.Receive(type, body);
        switch (step.Outcome)
        {
            case HandshakeOutcome.Continue:
                return step.Send is null || _socket!.TrySend(step.Send);
            case HandshakeOutcome.Completed when _settings.Meet(_handshake.Peer!) == RefusalCode.None:
                _uid = _handshake.Peer!.Uid;
                _retry.Connected();
                _nextBeat = TimeSpan.Zero;
                return true;
            default:
                if (step.Proven)
                    _settings.Refused(Address.ToString(), step.Refusal);
                return false;
        }
    }

    private void Beat(TimeSpan now, TimeSpan interval)
    {
        Span<byte> frame = stackalloc byte[HeartbeatFrames.MaximumSize];
        int size = HeartbeatFrames.Write(frame, FrameType.Heartbeat, ++_sequence);
        _nextBeat = now + interval;
        if (!_socket!.TrySend(frame[..size]))
            Fail(now);
    }

    private void Fail(TimeSpan now)
    {
        Dispose();
        _connecting = false;
        _handshake = null;
        _retry.Failed(now, Random.Shared.NextDouble());
    }
}
