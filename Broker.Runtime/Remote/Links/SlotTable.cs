namespace Broker.Runtime.Remote.Links;

/// <summary>The sending side of a connection's path table: gives each key a slot, overwriting what was there.</summary>
/// <remarks>
/// Direct-mapped, so both ends are bounded without an eviction protocol: the sender defines a slot again and the
/// receiver, which reads in the same order, replaces its entry. Not thread-safe. One of the hot files of remoting.
/// </remarks>
internal sealed class SlotTable<T>(int slots)
    where T : class
{
    private const int FirstSize = 64;
    private T?[] _entries = new T?[FirstSize];

    /// <summary>The slot of <paramref name="key"/>; <paramref name="isNew"/> when its definition must be sent along.</summary>
    public int Find(T key, int hash, out bool isNew)
    {
        int spread = (int)((uint)hash * 2654435769u >> 8);
        T?[] entries = _entries;
        int slot = spread & (entries.Length - 1);
        T? present = entries[slot];
        if (ReferenceEquals(present, key) || (present is not null && present.Equals(key)))
        {
            isNew = false;
            return slot;
        }

        isNew = true;
        if (present is not null && entries.Length < slots)
            slot = Grow(spread);
        _entries[slot] = key;
        return slot;
    }

    public void Clear() => _entries = new T?[FirstSize];

    /// <summary>A larger table starts empty: what was defined is defined again when next used.</summary>
    private int Grow(int spread)
    {
        _entries = new T?[Math.Min(slots, _entries.Length * 4)];
        return spread & (_entries.Length - 1);
    }
}
