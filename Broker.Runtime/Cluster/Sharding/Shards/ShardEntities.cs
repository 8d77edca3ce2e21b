using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding.Shards;

/// <summary>
/// The running entities of a shard, shared by the shard and its region, so that a message to a running entity need not pass through
/// the shard's mailbox. Order is kept: as long as any message waits in the shard's mailbox the region uses that way too, and an entity is
/// taken out under the lock before it is sent its stop message.
/// </summary>
internal sealed class ShardEntities(bool trackIdle)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _running = new(StringComparer.Ordinal);
    private int _inMailbox;

    /// <summary>How many entities run.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _running.Count;
        }
    }

    /// <summary>Region: delivers straight to the entity, if it runs and nothing for this shard waits in the shard's mailbox.</summary>
    public bool TryDeliver(string entityId, object message, IActorRef sender)
    {
        lock (_gate)
        {
            if (_inMailbox != 0 || !_running.TryGetValue(entityId, out var entry))
                return false;
            if (trackIdle)
                entry.LastUsed = Environment.TickCount64;
            entry.Entity.Tell(message, sender);
            return true;
        }
    }

    /// <summary>Region: a message goes into the shard's mailbox.</summary>
    public void EnteredMailbox()
    {
        lock (_gate)
            _inMailbox++;
    }

    /// <summary>Shard: a message of its mailbox is dealt with.</summary>
    public void LeftMailbox()
    {
        lock (_gate)
            _inMailbox--;
    }

    /// <summary>Shard: everything that came before has been given to the entity; the region may deliver from now on.</summary>
    public void Open(string entityId, IActorRef entity)
    {
        lock (_gate)
            _running[entityId] = new Entry(entity) { LastUsed = trackIdle ? Environment.TickCount64 : 0 };
    }

    /// <summary>Shard: nothing more may go to the entity directly.</summary>
    public void Close(string entityId)
    {
        lock (_gate)
            _running.Remove(entityId);
    }

    /// <summary>Shard: nothing more may go to any entity directly.</summary>
    public void CloseAll()
    {
        lock (_gate)
            _running.Clear();
    }

    /// <summary>Shard: the entity got a message.</summary>
    public void Used(string entityId)
    {
        if (!trackIdle)
            return;
        lock (_gate)
        {
            if (_running.TryGetValue(entityId, out var entry))
                entry.LastUsed = Environment.TickCount64;
        }
    }

    /// <summary>The running entities.</summary>
    public IReadOnlyCollection<string> Snapshot()
    {
        lock (_gate)
            return _running.Keys.ToArray();
    }

    /// <summary>The entities that have had no message for this long.</summary>
    public IReadOnlyCollection<string> IdleFor(TimeSpan idle)
    {
        var before = Environment.TickCount64 - (long)idle.TotalMilliseconds;
        lock (_gate)
            return _running.Where(entry => entry.Value.LastUsed <= before).Select(static entry => entry.Key).ToArray();
    }

    private sealed class Entry(IActorRef entity)
    {
        public IActorRef Entity { get; } = entity;

        public long LastUsed { get; set; }
    }
}
