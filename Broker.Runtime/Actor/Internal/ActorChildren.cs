namespace Broker.Runtime.Actor.Internal;

/// <summary>The children of an actor by name.</summary>
/// <remarks>
/// The only part of a cell that other threads reach (paths are resolved on whatever thread a message comes in), hence the lock.
/// A name that is reserved, while its actor is being made, has no child yet.
/// </remarks>
internal sealed class ActorChildren
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IInternalActorRef?> _byName = [];
    private Dictionary<string, ChildRestartStats>? _stats;
    private HashSet<IActorRef>? _dying;
    private long _lastName = -1;
    private bool _closed;

    public int Count
    {
        get
        {
            lock (_gate)
                return _byName.Count;
        }
    }

    /// <summary>True while children that were told to stop have not ended.</summary>
    public bool AnyDying
    {
        get
        {
            lock (_gate)
                return _dying is { Count: > 0 };
        }
    }

    public string NextName() => Base64.Encode(Interlocked.Increment(ref _lastName));

    public void Reserve(string name)
    {
        lock (_gate)
        {
            if (_closed)
                throw new InvalidOperationException($"Cannot create the child \"{name}\": its parent is ending or has ended.");
            if (!_byName.TryAdd(name, null))
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
        }
    }

    public void Release(string name)
    {
        lock (_gate)
            _byName.Remove(name);
    }

    public void Set(string name, IInternalActorRef child)
    {
        lock (_gate)
        {
            if (_closed)
                throw new InvalidOperationException($"Cannot create the child \"{name}\": its parent is ending or has ended.");
            _byName[name] = child;
        }
    }

    public IInternalActorRef? Find(string name)
    {
        lock (_gate)
            return _byName.GetValueOrDefault(name);
    }

    public IInternalActorRef[] All()
    {
        lock (_gate)
            return _byName.Values.Where(static c => c is not null).ToArray()!;
    }

    /// <summary>The children at the time of enumeration; a parent of thousands must not copy them for each that ends.</summary>
    public IEnumerable<IInternalActorRef> Deferred()
    {
        foreach (var child in All())
            yield return child;
    }

    public ChildRestartStats StatsOf(IInternalActorRef child)
    {
        lock (_gate)
        {
            _stats ??= [];
            if (!_stats.TryGetValue(child.Path.Name, out var stats) || stats.Uid != child.Path.Uid)
                _stats[child.Path.Name] = stats = new ChildRestartStats(child);
            return stats;
        }
    }

    public void MarkDying(IActorRef child)
    {
        lock (_gate)
        {
            if (IsChild(child))
                (_dying ??= []).Add(child);
        }
    }

    public bool Contains(IActorRef actor)
    {
        lock (_gate)
            return IsChild(actor);
    }

    public bool Remove(IActorRef child)
    {
        lock (_gate)
        {
            if (!IsChild(child))
                return false;
            _byName.Remove(child.Path.Name);
            _stats?.Remove(child.Path.Name);
            _dying?.Remove(child);
            return true;
        }
    }

    /// <summary>No more children from now on.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            foreach (var name in _byName.Where(static c => c.Value is null).Select(static c => c.Key).ToArray())
                _byName.Remove(name);
        }
    }

    private bool IsChild(IActorRef actor) =>
        _byName.TryGetValue(actor.Path.Name, out var child) && child is not null && child.Equals(actor);
}
