namespace Broker.Actors.Keepers;

/// <summary>What a keeper counts. Written by the keeper, read by whoever shows metrics.</summary>
public sealed class KeeperCounts
{
    private long _left;
    private long _given;
    private long _taken;
    private long _stale;
    private long _expired;
    private long _bytesSent;
    private long _held;
    private long _heldBytes;
    private long _asked;

    /// <summary>States that owners of this node left.</summary>
    public long Left => Volatile.Read(ref _left);

    /// <summary>States that other nodes have taken from here.</summary>
    public long Given => Volatile.Read(ref _given);

    /// <summary>States taken from other nodes.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>States refused or dropped because they may be out of date.</summary>
    public long Stale => Volatile.Read(ref _stale);

    /// <summary>States dropped because nobody asked for them in time, or their taker is gone.</summary>
    public long Expired => Volatile.Read(ref _expired);

    /// <summary>About how many bytes of states were sent, repeats included.</summary>
    public long BytesSent => Volatile.Read(ref _bytesSent);

    /// <summary>The states that lie here.</summary>
    public long Held => Volatile.Read(ref _held);

    /// <summary>Their bytes, about.</summary>
    public long HeldBytes => Volatile.Read(ref _heldBytes);

    /// <summary>Hostings of shards for which all others were asked.</summary>
    public long Asked => Volatile.Read(ref _asked);

    internal void AddLeft() => Volatile.Write(ref _left, _left + 1);

    internal void AddGiven() => Volatile.Write(ref _given, _given + 1);

    internal void AddTaken() => Volatile.Write(ref _taken, _taken + 1);

    internal void AddStale(int count = 1) => Volatile.Write(ref _stale, _stale + count);

    internal void AddExpired() => Volatile.Write(ref _expired, _expired + 1);

    internal void AddSent(long bytes) => Volatile.Write(ref _bytesSent, _bytesSent + bytes);

    internal void AddAsked() => Volatile.Write(ref _asked, _asked + 1);

    internal void SetHeld(int count, long bytes)
    {
        Volatile.Write(ref _held, count);
        Volatile.Write(ref _heldBytes, bytes);
    }
}
