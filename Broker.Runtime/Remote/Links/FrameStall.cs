namespace Broker.Runtime.Remote.Links;

/// <summary>Notices a peer that began a frame and does not end it: one reader notes, one clock looks.</summary>
/// <remarks>
/// Looking twice keeps this node's own pauses from being held against the peer: bytes that wait for a busy thread pool are
/// read before the clock, which needs the pool too, looks again. An aborted connection is never noticed twice.
/// </remarks>
internal sealed class FrameStall
{
    private const long None = long.MinValue;
    private long _since = None;
    private long _seen = None;

    /// <summary>After each read.</summary>
    /// <param name="now">Monotonic time.</param>
    /// <param name="hasAdvanced">Whether a whole frame was read.</param>
    /// <param name="isInside">Whether bytes of another one are there.</param>
    public void Read(TimeSpan now, bool hasAdvanced, bool isInside)
    {
        if (!isInside)
            Volatile.Write(ref _since, None);
        else if (hasAdvanced || _since == None)
            Volatile.Write(ref _since, now.Ticks);
    }

    /// <summary>Whether the same frame was overdue at the last look already.</summary>
    public bool IsOverdue(TimeSpan now, TimeSpan limit)
    {
        long since = Volatile.Read(ref _since);
        if (since == None || now.Ticks - since < limit.Ticks)
            return false;
        bool again = _seen == since;
        _seen = since;
        return again;
    }
}
