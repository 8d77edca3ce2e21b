using Broker.Runtime.Actor;
using Broker.Runtime.Remote.Delivery;
using Broker.Runtime.Remote.Transport;
using Broker.Runtime.Remote.Wire;

namespace Broker.Runtime.Remote.Links;

/// <summary>One lane to one node: what waits to be written, and what waits to be acknowledged.</summary>
/// <remarks>
/// Senders serialise on their own threads and write into the queue under a short lock; <see cref="OutboundLinkWriter"/>
/// takes all that has gathered. What was queued for a connection that breaks, or that could not be made, is dropped (at most
/// once); system messages are kept and sent again.
/// </remarks>
internal sealed class OutboundLink
{
    private readonly LinkSettings _settings;
    private readonly ILinkOwner _owner;
    private readonly Lock _lock = new();
    private readonly OutboundQueue _queue;
    private readonly OutboundQueueEncoder _encoder;
    private readonly SystemMessageSenderState _system;
    private readonly OutboundLinkWriter _writer;
    private ITransportConnection? _connected;
    private List<OutboundChunk> _spare = [];
    private byte[]? _farewell;
    private bool _broken;
    private bool _closed;
    private bool _woken;

    public OutboundLink(ILinkOwner owner, Lane lane, LinkSettings settings, Address self)
    {
        _owner = owner;
        _settings = settings;
        _queue = new OutboundQueue(settings.QueueBytes, settings.QueueMessages);
        _encoder = new OutboundQueueEncoder(_queue, self, settings.MaximumFrameSize);
        _system = new SystemMessageSenderState(settings.SystemMessages, settings.ResendAfter);
        _writer = new OutboundLinkWriter(this, owner, lane, settings);
    }

    /// <summary>Whether there is something to connect for; if not, the next message wakes the writer.</summary>
    public bool HasWork()
    {
        lock (_lock)
        {
            _woken = !_closed && (!_queue.IsEmpty || _system.PendingCount > 0);
            return _woken;
        }
    }

    public bool IsClosed => Volatile.Read(ref _closed);

    /// <summary>Takes a message into the queue.</summary>
    public EnqueueResult Enqueue(RemoteActorRef recipient, IActorRef? sender, int serializerId, string manifest, ReadOnlySpan<byte> payload)
    {
        EnqueueResult result;
        bool wake;
        lock (_lock)
        {
            if (_closed)
                return EnqueueResult.Closed;
            result = _encoder.Encode(recipient, sender, serializerId, manifest, payload);
            wake = !_woken && result == EnqueueResult.Queued;
            _woken |= wake;
        }

        if (wake)
            _writer.Wake();
        return result;
    }

    /// <summary>Takes a system message, which is kept until the peer acknowledges it.</summary>
    public EnqueueResult EnqueueSystem(RemoteActorRef recipient, int serializerId, string manifest, ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            if (_closed)
                return EnqueueResult.Closed;
            if (_system.IsFull)
                return EnqueueResult.Full;
            if (recipient.WirePath.Length > WireEnvelope.LongestPath)
                return EnqueueResult.TooLarge;
            byte[] frame = OutboundQueueEncoder.EncodeSystem(recipient, _system.NextSequence, serializerId, manifest, payload);
            if (frame.Length > _settings.MaximumFrameSize)
                return EnqueueResult.TooLarge;
            _system.Add(frame, _owner.Now);
            if (_connected is not null)
                _encoder.Append(frame);
        }

        _writer.Wake();
        return EnqueueResult.Queued;
    }

    /// <summary>Cuts off a peer that does not end the frame it began. Called by one clock.</summary>
    public void CheckStall(TimeSpan now) => _writer.CheckStall(now, _settings.FrameTimeout);

    /// <summary>Sends overdue system messages again; false when the oldest has waited for too long.</summary>
    public bool Tick(TimeSpan now)
    {
        lock (_lock)
        {
            if (_system.OldestAge(now) >= _settings.GiveUpAfter)
                return false;
            if (_connected is null || !_system.ResendDue(now))
                return true;
            ResendAll();
        }

        _writer.Wake();
        return true;
    }

    /// <summary>Notes an acknowledgement; false when it is one no honest peer sends.</summary>
    public bool Acknowledge(long cumulative)
    {
        lock (_lock)
            return _system.Acknowledge(cumulative, _owner.Now);
    }

    /// <summary>Ends the connection to an incarnation that is gone, and forgets what that was to acknowledge.</summary>
    /// <param name="farewell">A last frame for it, if it can still be reached.</param>
    /// <returns>How many system messages were given up.</returns>
    public int Retire(FrameType? farewell)
    {
        ITransportConnection? connected;
        int lost;
        lock (_lock)
        {
            lost = _system.Reset();
            _broken = true;
            connected = _connected;
            _farewell = farewell is { } type && connected is not null ? FrameWriter.ToArray(type, []) : null;
            if (connected is not null)
                DropQueued();
        }

        if (farewell is null)
            connected?.Abort();
        else if (connected is not null)
            _ = AbortLaterAsync(connected);
        _writer.Break();
        return lost;
    }

    /// <summary>Somebody lives at the address: the next attempt may be made at once.</summary>
    public void PeerIsBack() => _writer.ForgetFailures();

    /// <summary>Queues the frame that tells the peer that this incarnation ends, for which the writer connects if it must.</summary>
    public void SayGoodbye()
    {
        lock (_lock)
        {
            if (_closed)
                return;
            _encoder.Append(FrameWriter.ToArray(FrameType.Goodbye, []));
        }

        _writer.Wake();
    }

    /// <summary>Waits until all is written and acknowledged, at most <paramref name="timeout"/>, and closes.</summary>
    public async Task CloseAsync(TimeSpan timeout)
    {
        using CancellationTokenSource deadline = new(timeout, _owner.Time);
        while (!deadline.IsCancellationRequested && IsBusy())
            await Task.Delay(TimeSpan.FromMilliseconds(5), _owner.Time, CancellationToken.None).ConfigureAwait(false);
        ITransportConnection? connected;
        lock (_lock)
        {
            _closed = true;
            connected = _connected;
        }

        if (connected is not null)
            _ = AbortLaterAsync(connected);
        await _writer.EndAsync().ConfigureAwait(false);
        lock (_lock)
            DropQueued();
    }

    /// <summary>The writer has a connection: from here on its slots hold, and what is unacknowledged goes first.</summary>
    internal void BeginUse(OutboundConnection connection)
    {
        lock (_lock)
        {
            _broken = !_owner.IsCurrent(connection.Peer.Uid);
            _connected = connection.Connection;
            ResendAll();
        }
    }

    /// <summary>The connection is broken; wakes the writer, which may be waiting for messages.</summary>
    internal void Break()
    {
        lock (_lock)
            _broken = true;
        _writer.Wake();
    }

    /// <summary>Everything that has gathered.</summary>
    internal OutboundBatch Take()
    {
        lock (_lock)
        {
            _woken = false;
            List<OutboundChunk>? chunks = null;
            if (!_queue.IsEmpty && !_broken)
                chunks = _queue.Take(_spare);
            return new OutboundBatch(chunks, _farewell, _broken || _closed);
        }
    }

    /// <summary>Frees the room of a chunk, written or not.</summary>
    internal void Written(OutboundChunk chunk)
    {
        lock (_lock)
            _queue.Written(chunk.Used, chunk.Count);
        chunk.Return();
    }

    /// <summary>Keeps an emptied list for the next batch.</summary>
    internal void Recycle(List<OutboundChunk> chunks)
    {
        chunks.Clear();
        _spare = chunks;
    }

    /// <summary>The connection ended or was never made; returns how many messages were lost in the queue.</summary>
    internal int EndUse()
    {
        lock (_lock)
        {
            _connected = null;
            _farewell = null;
            return DropQueued();
        }
    }

    /// <summary>Whether something is still on its way; an attempt to connect that fails drops what was queued for it.</summary>
    private bool IsBusy()
    {
        lock (_lock)
            return _queue.Count > 0 || _system.PendingCount > 0;
    }

    private void ResendAll()
    {
        foreach (byte[] frame in _system.Pending)
            _encoder.Append(frame);
        _system.MarkSent(_owner.Now);
    }

    /// <summary>Queued frames name slots of a connection that is no more, so they cannot be kept for the next.</summary>
    private int DropQueued()
    {
        _encoder.Restart();
        return _queue.Discard();
    }

    private async Task AbortLaterAsync(ITransportConnection connection)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), _owner.Time).ConfigureAwait(false);
        connection.Abort();
    }
}
