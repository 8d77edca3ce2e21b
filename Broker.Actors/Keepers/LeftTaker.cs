using Broker.Actors.Nodes;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>Takes left topics from the nodes that hold them: several of a node at a time, those that an owner waits for first.</summary>
/// <remarks>
/// When another node asks for a shard, what has not come from it by then is yielded: this node stops taking it and only answers for it, by
/// saying where it lies, until the other one has begun and answers for it itself.
/// </remarks>
internal sealed class LeftTaker<TPeer>(KeeperCore<TPeer> core)
    where TPeer : class
{
    private readonly Dictionary<TopicName, LeftTake> _takes = [];
    private readonly Dictionary<NodeId, Holder> _holders = [];

    public int Count => _takes.Count;

    /// <summary>When one that is out is asked for again; null when none is.</summary>
    public long? NextTick { get; private set; }

    public bool IsPending(TopicName topic) => _takes.ContainsKey(topic);

    /// <summary>What this node answers for, of a shard, without having it.</summary>
    public IEnumerable<LeftName> Of(ShardId shard) => _takes.Values.Where(take => take.Shard == shard).Select(NameOf);

    /// <summary>A node holds a state that is to come here, under a hosting of this node.</summary>
    public void Add(NodeId holder, LeftName name, ShardId shard, Term hosting)
    {
        if (_takes.TryGetValue(name.Topic, out var known))
        {
            if (known.Holder == holder && known.Name.Term == name.Term)
            {
                GoOn(known, hosting);
                return;
            }

            Forget(known);
        }

        var take = new LeftTake(holder, name, shard, hosting);
        _takes.Add(name.Topic, take);
        core.TakesVersion++;
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

    /// <summary>
    /// Another node hosts the shard after this one and asks what is left of it: nothing more of what lies elsewhere comes here. False while
    /// a part is still out: with it the state may be complete, and lie here.
    /// </summary>
    public bool Yield(AskedShard asked, NodeId node)
    {
        var isComplete = true;
        foreach (var take in _takes.Values)
        {
            if (take.Shard == asked.Shard && take.Hosting < asked.Hosting && core.Rules.TakersYield)
            {
                take.YieldedTo = node;
                isComplete &= take.AskedAt is null;
            }
        }

        return isComplete;
    }

    /// <summary>It is not to come here any more.</summary>
    public void Cancel(TopicName topic)
    {
        if (_takes.TryGetValue(topic, out var take))
        {
            Forget(take);
        }
    }

    /// <summary>Another node answers for it, or knows that it does not count; true when that is about what this node named.</summary>
    public bool Cancel(LeftName name)
    {
        if (!_takes.TryGetValue(name.Topic, out var take) || NameOf(take) != name)
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

        if (take.YieldedTo == NodeId.None)
        {
            Ask(take, now);
        }
        else
        {
            take.AskedAt = null;
            _holders[take.Holder].Out--;
            Start(now);
        }

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

    /// <summary>Holders that are no members any more take what they had with them; who was told where something lies and is gone asks no more.</summary>
    public List<TopicName> DropGone()
    {
        var gone = _takes.Values.Where(take => !core.View.Contains(take.Holder) || IsYieldedToGone(take)).ToList();
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

    /// <summary>Begins as many as may be out at a time, and repeats what stays out too long.</summary>
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

        RemindOfYielded();
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

    private static LeftName NameOf(LeftTake take) => take.Name with { Hosting = take.Hosting, LiesWith = take.Holder };

    private bool IsYieldedToGone(LeftTake take) => take.YieldedTo != NodeId.None && !core.View.Contains(take.YieldedTo);

    // The shard is here again: what was yielded goes on where it was.
    private void GoOn(LeftTake take, Term hosting)
    {
        take.Hosting = hosting;
        core.TakesVersion++;
        take.YieldedTo = NodeId.None;
        take.IsWanted = false;
        if (take.AskedAt is null)
        {
            _holders[take.Holder].Others.Enqueue(take);
        }
    }

    private bool TryNext(Holder holder, out LeftTake take)
    {
        while (holder.Wanted.TryDequeue(out take!) || (core.Store.TakenBytes < core.Options.MaxBytes && holder.Others.TryDequeue(out take!)))
        {
            if (take.MayGoOn)
            {
                return true;
            }
        }

        return false;
    }

    private void Ask(LeftTake take, long now)
    {
        take.AskedAt = now;
        core.Tell(take.Holder, new TakeLeft(core.Self, take.Name.Topic, take.Name.Term, take.Parts.Next));
    }

    // Until the other has begun and says so: it is this node that answers till then.
    private void RemindOfYielded()
    {
        var yielded = _takes.Values.Where(static take => take.YieldedTo != NodeId.None && take.AskedAt is null);
        foreach (var takes in yielded.GroupBy(static take => (take.YieldedTo, take.Shard)))
        {
            foreach (var names in takes.Select(NameOf).Chunk(LeftNames.PerMessage))
            {
                core.Tell(takes.Key.YieldedTo, new LeftYielded(core.Self, takes.Key.Shard, names));
            }
        }
    }

    private void Forget(LeftTake take)
    {
        take.IsOver = true;
        _takes.Remove(take.Name.Topic);
        core.TakesVersion++;
        if (take.AskedAt is not null && _holders.TryGetValue(take.Holder, out var holder))
        {
            holder.Out--;
        }
    }

    private sealed class Holder
    {
        public int Out { get; set; }

        public Queue<LeftTake> Wanted { get; } = new();

        public Queue<LeftTake> Others { get; } = new();
    }
}
