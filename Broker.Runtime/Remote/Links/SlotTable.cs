using Broker.Runtime.Actor;

namespace Broker.Runtime.Remote.Links;

/// <summary>The sending side of a connection's path table: gives each path with its uid a slot, overwriting what was there.</summary>
/// <remarks>
/// Direct-mapped, so both ends are bounded without an eviction protocol: the sender defines a slot again and the
/// receiver, which reads in the same order, replaces its entry. Paths are kept, not references, so that no ended actor is. Not thread-safe. One of the hot files of remoting.
/// </remarks>
internal sealed class SlotTable(int slots)
{
    private const int FirstSize = 64;
    private ActorPath?[] _entries = new ActorPath?[FirstSize];

    /// <summary>The slot of <paramref name="key"/>; <paramref name="isNew"/> when its definition must be sent along.</summary>
    public int Find(ActorPath key, int hash, out bool isNew)
    {
        isNew = !Contains(key, hash, out int slot);
        if (!isNew)
            return slot;
        if (_entries[slot] is not null && _entries.Length < slots)
            slot = Grow(hash);
        _entries[slot] = key;
        return slot;
    }

    /// <summary>Whether <paramref name="key"/> is defined, and the slot it has or would take.</summary>
    public bool Contains(ActorPath key, int hash, out int slot)
    {
        ActorPath?[] entries = _entries;
        slot = Spread(hash) & (entries.Length - 1);
        ActorPath? present = entries[slot];
        return ReferenceEquals(present, key) || (present is not null && present.Uid == key.Uid && present.Equals(key));
    }

    public void Clear() => _entries = new ActorPath?[FirstSize];

    /// <summary>A larger table starts empty: what was defined is defined again when next used.</summary>
    private int Grow(int hash)
    {
        _entries = new ActorPath?[Math.Min(slots, _entries.Length * 4)];
        return Spread(hash) & (_entries.Length - 1);
    }

    /// <summary>Fibonacci hashing: references made one after the other have hashes that differ in few bits.</summary>
    private static int Spread(int hash) => (int)((uint)hash * 2654435769u >> 8);
}
