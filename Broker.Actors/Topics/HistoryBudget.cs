namespace Broker.Actors.Topics;

/// <summary>The payload bytes of the histories of all topics that a node owns, and how many there may be. Every owner of the node shares it.</summary>
/// <remarks>It is a limit for histories only: what a topic keeps to repair gaps is short-lived, and needed.</remarks>
public sealed class HistoryBudget(long maxBytes)
{
    private long _bytes;

    /// <summary>How many there are.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Whether there are more than there may be, so that topics that grow have to shorten theirs.</summary>
    public bool IsExceeded => Bytes > maxBytes;

    /// <summary>The history of one topic has grown, or shrunk.</summary>
    public void Change(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
