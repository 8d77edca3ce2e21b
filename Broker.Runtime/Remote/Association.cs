using Broker.Runtime.Actor;
using Broker.Runtime.Remote.Delivery;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Links;
using Broker.Runtime.Remote.Transport;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote;

/// <summary>Everything this node has with one other address: its incarnations, the links to it, the connections from it.</summary>
/// <remarks>Lock order: the association's lock, then a link's. Links never take the association's lock while holding their own.</remarks>
internal sealed class Association : ILinkOwner, IInboundOwner
{
    private readonly Remoting _remoting;
    private readonly Lock _lock = new();
    private readonly PeerState _peer = new();
    private readonly Dictionary<Lane, InboundLink> _inbound = [];
    private SystemMessageReceiverState _received = new();
    private long _currentUid = long.MinValue;

    public Association(Remoting remoting, Address address)
    {
        _remoting = remoting;
        RemoteAddress = address;
        Control = new OutboundLink(this, Lane.Control, remoting.LinkSettings, remoting.DefaultAddress);
        Ordinary = new OutboundLink(this, Lane.Ordinary, remoting.LinkSettings, remoting.DefaultAddress);
    }

    public Address RemoteAddress { get; }

    public OutboundLink Control { get; }

    public OutboundLink Ordinary { get; }

    public TimeSpan Now => _remoting.Now;

    public TimeProvider Time => _remoting.Time;

    /// <summary>The incarnation believed alive, if any.</summary>
    public int? Uid
    {
        get
        {
            long uid = Volatile.Read(ref _currentUid);
            return uid == long.MinValue ? null : (int)uid;
        }
    }

    public bool IsCurrent(int uid) => Volatile.Read(ref _currentUid) == uid;

    /// <summary>Whether the last incarnation was given up and no other was met since.</summary>
    public bool IsGone
    {
        get
        {
            lock (_lock)
                return _peer.IsGone;
        }
    }

    /// <summary>Judges an incarnation that has proven itself; a new one is taken in at once and ends the old one.</summary>
    public RefusalCode Meet(int uid)
    {
        int old;
        lock (_lock)
        {
            Meeting meeting = _peer.Meet(uid, out old);
            Volatile.Write(ref _currentUid, _peer.Uid ?? long.MinValue);
            switch (meeting)
            {
                case Meeting.Quarantined:
                    return RefusalCode.Quarantined;
                case Meeting.Known:
                    return RefusalCode.None;
                case Meeting.First:
                    _received = new SystemMessageReceiverState();
                    Control.PeerIsBack();
                    Ordinary.PeerIsBack();
                    return RefusalCode.None;
            }

            EndIncarnation(farewell: null);
        }

        _remoting.NodeGone(RemoteAddress, old, "it was restarted");
        return RefusalCode.None;
    }

    /// <summary>Gives up an incarnation for good; without <paramref name="uid"/>, the living one.</summary>
    public void Quarantine(int? uid, string reason)
    {
        int given;
        bool wasCurrent;
        bool wasNeverMet;
        lock (_lock)
        {
            if ((uid ?? _peer.Uid) is not { } known || _peer.IsQuarantined(known))
                return;
            given = known;
            wasNeverMet = _peer is { Uid: null, IsGone: false };
            wasCurrent = _peer.Quarantine(given);
            Volatile.Write(ref _currentUid, _peer.Uid ?? long.MinValue);
            if (wasCurrent)
                EndIncarnation(FrameType.Quarantined);
        }

        _remoting.Publish(new QuarantinedEvent(RemoteAddress, given));
        if (wasCurrent || wasNeverMet)
            _remoting.NodeGone(RemoteAddress, given, reason);
    }

    /// <summary>Looks after system messages that wait for their acknowledgement, and after peers that stall.</summary>
    public void Tick()
    {
        CheckStalls();
        if (Control.Tick(Now))
            return;
        if (Uid is { } uid)
        {
            Quarantine(uid, "it does not acknowledge system messages");
            return;
        }

        Control.Retire(farewell: null);
        _remoting.NodeGone(RemoteAddress, null, "it was never reached");
    }

    /// <summary>Takes over a connection the peer has made and proven.</summary>
    public void StartInbound(ITransportConnection connection, PeerIdentity peer, Lane lane)
    {
        InboundLink link;
        InboundLink? previous;
        lock (_lock)
        {
            if (!IsCurrent(peer.Uid))
            {
                connection.Abort();
                _ = connection.DisposeAsync().AsTask();
                return;
            }

            InboundDispatcher dispatcher = new(_remoting, RemoteAddress);
            link = new InboundLink(this, connection, peer, lane, _received, dispatcher, _remoting.LinkSettings.MaximumFrameSize);
            _inbound.TryGetValue(lane, out previous);
            _inbound[lane] = link;
        }

        _remoting.Publish(new AssociatedEvent(_remoting.DefaultAddress, RemoteAddress, inbound: true));
        _ = link.RunAsync(previous);
    }

    public async Task CloseAsync(TimeSpan timeout)
    {
        await Ordinary.CloseAsync(timeout).ConfigureAwait(false);
        if (Uid is not null)
            Control.SayGoodbye();
        await Control.CloseAsync(timeout).ConfigureAwait(false);
        InboundLink[] inbound;
        lock (_lock)
            inbound = [.. _inbound.Values];
        foreach (InboundLink link in inbound)
            link.Abort();
        await Task.WhenAll(inbound.Select(l => l.Ended)).ConfigureAwait(false);
    }

    public async Task<OutboundConnection> ConnectAsync(Lane lane, CancellationToken cancellationToken)
    {
        (ITransportConnection connection, PeerIdentity peer) =
            await _remoting.ConnectAsync(RemoteAddress, lane, cancellationToken).ConfigureAwait(false);
        RefusalCode verdict = Meet(peer.Uid);
        if (verdict == RefusalCode.None)
            return new OutboundConnection(connection, peer);
        connection.Abort();
        await connection.DisposeAsync().ConfigureAwait(false);
        throw new HandshakeException($"this node refuses the incarnation {peer.Uid}: {verdict}", RefusalCode.None, proven: false);
    }

    public void Sent(int bytes) => _remoting.Counters.AddSent(bytes);

    public void Connected(Lane lane, PeerIdentity peer) =>
        _remoting.Publish(new AssociatedEvent(_remoting.DefaultAddress, RemoteAddress, inbound: false));

    public void Disconnected(Lane lane, PeerIdentity peer, Exception? failure, int lost) =>
        _remoting.OutboundEnded(RemoteAddress, lane, failure, lost);

    public void ConnectFailed(Lane lane, Exception failure, int failures, int lost) =>
        _remoting.ConnectFailed(RemoteAddress, lane, failure, failures, lost);

    public void InboundEnded(InboundLink link, Exception? failure)
    {
        lock (_lock)
        {
            if (_inbound.TryGetValue(link.Lane, out InboundLink? present) && present == link)
                _inbound.Remove(link.Lane);
        }

        _remoting.InboundEnded(RemoteAddress, link.Lane, failure);
    }

    public void PeerSaidGoodbye(PeerIdentity peer)
    {
        lock (_lock)
        {
            if (!_peer.Quarantine(peer.Uid))
                return;
            Volatile.Write(ref _currentUid, long.MinValue);
            EndIncarnation(farewell: null);
        }

        _remoting.NodeGone(RemoteAddress, peer.Uid, "it said goodbye");
    }

    public void PeerQuarantinedUs(PeerIdentity peer) => _remoting.QuarantinedBy(RemoteAddress);

    public void UnknownFrame(PeerIdentity peer, FrameType type) => _remoting.UnknownFrame(RemoteAddress, type);

    public void CutOff(Lane lane, string reason) => _remoting.CutOff(lane, RemoteAddress.ToString(), reason);

    private void CheckStalls()
    {
        Control.CheckStall(Now);
        Ordinary.CheckStall(Now);
        InboundLink[] inbound;
        lock (_lock)
        {
            if (_inbound.Count == 0)
                return;
            inbound = [.. _inbound.Values];
        }

        foreach (InboundLink link in inbound)
            link.CheckStall(Now, _remoting.LinkSettings.FrameTimeout);
    }

    /// <summary>Closes everything that belongs to the incarnation that ended. Under the lock.</summary>
    private void EndIncarnation(FrameType? farewell)
    {
        Control.Retire(farewell);
        Ordinary.Retire(farewell: null);
        foreach (InboundLink link in _inbound.Values)
            link.Abort();
        _inbound.Clear();
        _received = new SystemMessageReceiverState();
    }
}
