namespace Broker.Runtime.Cluster.Sharding.Regions;

/// <summary>When to try again: soon at first, then ever later up to a bound.</summary>
internal sealed class Backoff
{
    private readonly TimeSpan _first;
    private readonly TimeSpan _most;
    private TimeSpan _pause;

    /// <summary>The pause before the second attempt, and the longest one.</summary>
    public Backoff(TimeSpan first, TimeSpan most)
    {
        _first = first;
        _most = most;
        _pause = first;
    }

    /// <summary>The next attempt; null while none is planned.</summary>
    public TimeSpan? Next { get; private set; }

    /// <summary>Whether the attempt is due.</summary>
    public bool IsDue(TimeSpan now) => Next is { } next && now >= next;

    /// <summary>An attempt was made now: plans the one after.</summary>
    public void Attempted(TimeSpan now)
    {
        Next = now + _pause;
        _pause = _pause + _pause < _most ? _pause + _pause : _most;
    }

    /// <summary>Nothing to attempt; a new series begins with the first pause.</summary>
    public void Reset()
    {
        _pause = _first;
        Next = null;
    }
}
