using Broker.Actors.Nodes;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>Takes left topics from the nodes that hold them: several of a node at a time, those that an owner waits for first.</summary>
internal sealed class LeftTaker<TPeer>(KeeperCore<TPeer> core)
    where TPeer : class
{
    private readonly Dictionary<TopicName, Take> _takes = [];
    private readonly Dictionary<NodeId, Holder> _holders = [];

    public int Count => _takes.Count;

    /// <summary>When one that is out is asked for again; null when none is.</summary>
    public long? NextTick { get; private set; }

    public bool IsPending(TopicName topic) => _takes.ContainsKey(topic);

    /// <summary>What is to come of a shard, as if it lay here: this node answers for it.</summary>
    public IEnumerable<LeftName> Of(ShardId shard)
    {
        foreach (var take in _takes.Values)
        {
            if (take.Shard == shard)
            {
                yield return take.Name with { Hosting = take.Hosting, IsComing = true };
            }
        }
    }

    /// <summary>A node holds a state that is to come here.</summary>
    public void Add(NodeId holder, LeftName name, ShardId shard, Term hosting)
    {
        if (_takes.TryGetValue(name.Topic, out var known))
        {
            if (known.Holder == holder && known.Name.Term == name.Term)
            {
                known.Hosting = hosting;
                return;
            }

            Forget(known);
        }

        var take = new Take(holder, name, shard, hosting);
        _takes.Add(name.Topic, take);
        if (!_holders.TryGetValue(holder, out var queue))
        {
            _holders.Add(holder, queue = new Holder());
        }

        queue.Others.Enqueue(take);
    }

    /// <summary>An owner waits for it: it goes before the others.</summary>
    public void Want(TopicName topic, long now)
    {
        var take = _takes[topic];
        if (!take.IsWanted)
        {
            take.IsWanted = true;
            _holders[take.Holder].Wanted.Enqueue(take);
            Start(now);
        }
    }

    /// <summary>The shard goes on under another hosting of this node, which answers for it now.</summary>
    public void Adopt(TopicName topic, Term hosting) => _takes[topic].Hosting = hosting;

    /// <summary>It is not to come here any more.</summary>
    public bool Cancel(TopicName topic, Term? term = null)
    {
        if (!_takes.TryGetValue(topic, out var take) || (term is not null && take.Name.Term != term))
        {
            return false;
        }

        Forget(take);
        return true;
    }

    /// <summary>A part came; the topic when it is complete.</summary>
    public LeftTopic? Received(LeftSegment segment, long now)
    {
        var part = segment.Part;
        if (!_takes.TryGetValue(part.Topic, out var take) || take.Name.Term != part.Term || take.AskedAt is null || segment.Index != take.Parts.Next)
        {
            return null;
        }

        if (take.Parts.Add(segment, now) is { } complete)
        {
            var taken = complete with { Hosting = take.Hosting };
            Forget(take);
            core.Counts.AddTaken();
            core.TellTaken(take.Holder, take.Name);
            return taken;
        }

        Ask(take, now);
        return null;
    }

    /// <summary>A holder has it no more; true when it was to come from there.</summary>
    public bool Gone(LeftGone message)
    {
        if (!_takes.TryGetValue(message.Topic, out var take) || take.Holder != message.Node || take.Name.Term != message.Term)
        {
            return false;
        }

        Forget(take);
        return true;
    }

    /// <summary>Holders that are no members any more take what they had with them.</summary>
    public List<TopicName> DropGone()
    {
        var gone = _takes.Values.Where(take => !core.View.Contains(take.Holder)).ToList();
        foreach (var take in gone)
        {
            core.Counts.AddExpired();
            Forget(take);
        }

        foreach (var holder in _holders.Keys.Where(holder => !core.View.Contains(holder)).ToList())
        {
            _holders.Remove(holder);
        }

        return [.. gone.Select(static take => take.Name.Topic)];
    }

    /// <summary>Begins as many as may be out at a time, and repeats those that stay out too long.</summary>
    public void Tick(long now)
    {
        var retryMs = (long)core.Options.AskRetry.TotalMilliseconds;
        foreach (var take in _takes.Values)
        {
            if (take.AskedAt + retryMs <= now)
            {
                Ask(take, now);
            }
        }

        Start(now);
    }

    public void Start(long now)
    {
        foreach (var holder in _holders.Values)
        {
            while (holder.Out < core.Options.Takes && TryNext(holder, out var take))
            {
                holder.Out++;
                Ask(take, now);
            }
        }

        NextTick = _takes.Count == 0 ? null : NextTick > now ? NextTick : now + (long)core.Options.AskRetry.TotalMilliseconds;
    }

    private bool TryNext(Holder holder, out Take take)
    {
        while (holder.Wanted.TryDequeue(out take!) || (core.Store.TakenBytes < core.Options.MaxBytes && holder.Others.TryDequeue(out take!)))
        {
            if (!take.IsOver && take.AskedAt is null)
            {
                return true;
            }
        }

        return false;
    }

    private void Ask(Take take, long now)
    {
        take.AskedAt = now;
        core.Tell(take.Holder, new TakeLeft(core.Self, take.Name.Topic, take.Name.Term, take.Parts.Next));
    }

    private void Forget(Take take)
    {
        take.IsOver = true;
        _takes.Remove(take.Name.Topic);
        if (take.AskedAt is not null && _holders.TryGetValue(take.Holder, out var holder))
        {
            holder.Out--;
        }
    }

    private sealed class Holder
    {
        public int Out { get; set; }

        public Queue<Take> Wanted { get; } = new();

        public Queue<Take> Others { get; } = new();
    }

    private sealed class Take(NodeId holder, LeftName name, ShardId shard, Term hosting)
    {
        public NodeId Holder => holder;

        public LeftName Name => name;

        public ShardId Shard => shard;

        // The hosting of this node that answers for it.
        public Term Hosting { get; set; } = hosting;

        public LeftAssembly Parts { get; } = new();

        public long? AskedAt { get; set; }

        public bool IsWanted { get; set; }

        public bool IsOver { get; set; }
    }
}
