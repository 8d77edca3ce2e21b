using Broker.Runtime.Actor;

namespace Broker.Runtime.Remote.Links;

/// <summary>References by their serialized path, so that paths inside messages are not parsed again and again. Bounded: a slot is overwritten.</summary>
internal sealed class ReferenceCache
{
    private const int Size = 2048;
    private readonly Entry?[] _entries = new Entry?[Size];

    public IActorRef? Find(string path)
    {
        Entry? entry = Volatile.Read(ref _entries[IndexOf(path)]);
        return entry is not null && entry.Path == path ? entry.Reference : null;
    }

    public void Add(string path, IActorRef reference) => Volatile.Write(ref _entries[IndexOf(path)], new Entry(path, reference));

    private static int IndexOf(string path) => (int)((uint)string.GetHashCode(path, StringComparison.Ordinal) % Size);

    private sealed record Entry(string Path, IActorRef Reference);
}
