namespace Broker.Actors.Fencing;

/// <summary>Until when this node's owners and keeper may act; read at each use, so that one who was asleep finds it closed.</summary>
/// <remarks>Open for a node without other members, and until the node's <see cref="FenceState"/> sets it.</remarks>
public sealed class NodeFence
{
    private long _openUntil = long.MaxValue;
    private long _lapses;
    private long _closedMs;
    private long _grantsEnd = long.MinValue;

    /// <summary>Milliseconds of the node's steady clock.</summary>
    public long OpenUntil
    {
        get => Volatile.Read(ref _openUntil);
        internal set => Volatile.Write(ref _openUntil, value);
    }

    /// <summary>How often the lease has run out; what was kept meanwhile may be out of date.</summary>
    public long Lapses
    {
        get => Volatile.Read(ref _lapses);
        internal set => Volatile.Write(ref _lapses, value);
    }

    /// <summary>How long that was altogether, in milliseconds; what is not over yet is not in it.</summary>
    public long ClosedMs
    {
        get => Volatile.Read(ref _closedMs);
        internal set => Volatile.Write(ref _closedMs, value);
    }

    /// <summary>When the last lease ends that this node helped to give to a node that has gone since without a word.</summary>
    public long GrantsEnd
    {
        get => Volatile.Read(ref _grantsEnd);
        internal set => Volatile.Write(ref _grantsEnd, value);
    }

    public bool IsOpen(long now) => now <= OpenUntil;
}
