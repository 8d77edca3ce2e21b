namespace Broker.Actors.Topics;

/// <summary>One reason to keep the newest part of a log: so many publications, so many bytes, so long.</summary>
internal struct LogWindow(int maxCount, long maxBytes, TimeSpan maxAge)
{
    /// <summary>How many of the newest publications are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Their payload bytes.</summary>
    public long Bytes { get; private set; }

    public long MaxAgeMs { get; } = (long)maxAge.TotalMilliseconds;

    /// <summary>Whether it holds more than it may; one publication larger than all may stay until the next.</summary>
    public readonly bool IsTooMuch => Count > maxCount || (Bytes > maxBytes && Count > 1);

    public void Enter(int bytes)
    {
        Count++;
        Bytes += bytes;
    }

    public void Leave(int bytes)
    {
        Count--;
        Bytes -= bytes;
    }
}
