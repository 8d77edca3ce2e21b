namespace Broker.Runtime.Remote.Delivery;

/// <summary>The sending half of system-message delivery to one incarnation of a peer: numbered, kept until acknowledged, sent again.</summary>
/// <remarks>Pure. Not thread-safe: the owning link calls it under its lock. Times are monotonic.</remarks>
/// <param name="capacity">How many may wait for their acknowledgement.</param>
/// <param name="resendAfter">How long the oldest waits before all are sent again on the same connection.</param>
internal sealed class SystemMessageSenderState(int capacity, TimeSpan resendAfter)
{
    private readonly Queue<(long Sequence, byte[] Frame, TimeSpan Since)> _pending = new();
    private TimeSpan _lastSent;

    /// <summary>The number the next message gets; the first is 1.</summary>
    public long NextSequence { get; private set; } = 1;

    public int PendingCount => _pending.Count;

    public bool IsFull => _pending.Count >= capacity;

    /// <summary>The frames not yet acknowledged, in order.</summary>
    public IEnumerable<byte[]> Pending => _pending.Select(entry => entry.Frame);

    /// <summary>Keeps <paramref name="frame"/>, which carries <see cref="NextSequence"/>.</summary>
    public void Add(byte[] frame, TimeSpan now)
    {
        if (_pending.Count == 0)
            _lastSent = now;
        _pending.Enqueue((NextSequence++, frame, now));
    }

    /// <summary>Drops everything up to <paramref name="cumulative"/>; false when that was never sent, which no honest peer says.</summary>
    public bool Acknowledge(long cumulative, TimeSpan now)
    {
        if (cumulative >= NextSequence)
            return false;
        bool progress = false;
        while (_pending.TryPeek(out var oldest) && oldest.Sequence <= cumulative)
        {
            _pending.Dequeue();
            progress = true;
        }

        if (progress)
            _lastSent = now;
        return true;
    }

    /// <summary>Whether everything pending should be sent again now.</summary>
    public bool ResendDue(TimeSpan now) => _pending.Count > 0 && now - _lastSent >= resendAfter;

    /// <summary>Notes that everything pending was given to a connection.</summary>
    public void MarkSent(TimeSpan now) => _lastSent = now;

    /// <summary>How long the oldest has waited; zero when nothing waits.</summary>
    public TimeSpan OldestAge(TimeSpan now) => _pending.TryPeek(out var oldest) ? now - oldest.Since : TimeSpan.Zero;

    /// <summary>Starts anew for another incarnation of the peer and returns how many were given up.</summary>
    public int Reset()
    {
        int lost = _pending.Count;
        _pending.Clear();
        NextSequence = 1;
        return lost;
    }
}
