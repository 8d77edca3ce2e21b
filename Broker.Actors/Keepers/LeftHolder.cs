using Broker.Actors.Interest;
using Broker.Actors.Nodes;
using Broker.Protocol.Publications;

namespace Broker.Actors.Keepers;

/// <summary>Keeps left topics for the node that hosts them next, and sees to it that they are fetched.</summary>
internal sealed class LeftHolder<TPeer>(KeeperCore<TPeer> core)
    where TPeer : class
{
    private readonly HashSet<NodeId> _draining = [];
    private long _pushAt;
    private int _turn;

    /// <summary>Whether this node is about to leave.</summary>
    public bool IsDraining { get; private set; }

    /// <summary>When <see cref="Tick"/> has something to do next.</summary>
    public long? NextTick => core.Store.Count > 0 || IsDraining ? _pushAt : null;

    public void BeginDraining(long now)
    {
        IsDraining = true;
        _pushAt = now;
    }

    public void Draining(NodeId node) => _draining.Add(node);

    /// <summary>An owner of this node left it.</summary>
    public void Put(LeftTopic left, long now)
    {
        core.Counts.AddLeft();
        Schedule(now);
        core.Store.Put(core.NewEntry(left, isTaken: false, now));
    }

    /// <summary>A state that was taken from another node.</summary>
    public void PutTaken(LeftTopic taken, long now)
    {
        Schedule(now);
        core.Store.Put(core.NewEntry(taken, isTaken: true, now));
    }

    /// <summary>Says what is left of a shard here.</summary>
    /// <param name="asker">Who hosts it now.</param>
    /// <param name="asked">The shard and its hosting there.</param>
    /// <param name="elsewhere">What this node answers for without having it.</param>
    /// <param name="isHosting">Whether owners of the shard may act on this node.</param>
    /// <param name="heard">What is known here of the shard's hostings.</param>
    /// <param name="highest">The highest term of this node.</param>
    /// <param name="interest">The version of this node's filters.</param>
    /// <param name="now">The steady clock.</param>
    public void Answer(
        NodeId asker,
        AskedShard asked,
        IEnumerable<LeftName> elsewhere,
        bool isHosting,
        HeardHostings heard,
        Term highest,
        InterestVersion interest,
        long now)
    {
        var names = NamesFor(asker, asked.Shard).Concat(elsewhere).ToList();
        foreach (var entry in core.Store.Of(asked.Shard))
        {
            entry.TouchedAt = now;
        }

        var pages = isHosting ? [[]] : names.Chunk(LeftNames.PerMessage).DefaultIfEmpty([]).ToArray();
        var leaseLeft = core.Fence.GrantsEnd > now ? core.Fence.GrantsEnd - now : 0;
        for (var page = 0; page < pages.Length; page++)
        {
            core.Tell(asker, new LeftNames(
                core.Self, asked.Shard, asked.Hosting, heard, highest, interest, leaseLeft, isHosting, core.Snapshot, page, pages.Length, pages[page]));
        }
    }

    /// <summary>The states of a shard here that a node may have.</summary>
    public List<LeftName> NamesFor(NodeId node, ShardId shard)
    {
        DropLapsed(shard);
        var names = new List<LeftName>();
        foreach (var entry in core.Store.Of(shard))
        {
            if (entry.PinnedTo == NodeId.None || entry.PinnedTo == node || !core.Rules.LeftStatesArePinned)
            {
                names.Add(NameOf(entry));
            }
        }

        return names;
    }

    /// <summary>Another node takes one: the first that asks for the last part of it is the only one who gets that.</summary>
    public void Give(TakeLeft take, Func<ShardId, bool> isHosted, long now)
    {
        var entry = core.Store.Find(take.Topic);
        if (entry is not null && core.HasLapsed(entry))
        {
            Drop(entry);
            entry = null;
        }

        var isHis = entry is not null && entry.State.Term == take.Term && !isHosted(entry.State.Shard)
            && (entry.PinnedTo == NodeId.None || entry.PinnedTo == take.Node || !core.Rules.LeftStatesArePinned);
        if (!isHis)
        {
            core.Tell(take.Node, new LeftGone(core.Self, take.Topic, take.Term));
            return;
        }

        entry!.TouchedAt = now;
        if (entry.Segment(take.Segment, core.Options.SegmentBytes, now) is { } segment)
        {
            entry.PinnedTo = segment.IsLast ? take.Node : entry.PinnedTo;
            core.Counts.AddSent(segment.Part.Bytes);
            core.Tell(take.Node, segment);
            if (segment.IsLast && !core.Rules.HoldersKeepUntilTaken)
            {
                core.Store.Remove(take.Topic);
            }
        }
    }

    /// <summary>Another node has them, or will not have them.</summary>
    public void Taken(LeftTaken message)
    {
        foreach (var name in message.Names)
        {
            var entry = name.IsElsewhere ? null : core.Store.Find(name.Topic);
            if (entry is not null && entry.State.Term == name.Term && (entry.PinnedTo == message.Node || entry.PinnedTo == NodeId.None))
            {
                core.Store.Remove(name.Topic);
                core.Counts.AddGiven();
            }
        }
    }

    /// <summary>A node that was given all of it and is gone may have gone on with it: nobody else may.</summary>
    public void DropGone()
    {
        foreach (var entry in All().Where(entry => entry.PinnedTo != NodeId.None && entry.PinnedTo != core.Self && !core.View.Contains(entry.PinnedTo)).ToList())
        {
            core.Store.Remove(entry.State.Topic);
            core.Counts.AddExpired();
        }

        _draining.RemoveWhere(node => !core.View.Contains(node));
    }

    /// <summary>A hosting is over without its owners having begun from what they were offered.</summary>
    public void TakeBack(ShardId shard)
    {
        foreach (var entry in core.Store.Of(shard))
        {
            if (entry.PinnedTo == core.Self)
            {
                entry.PinnedTo = NodeId.None;
            }
        }
    }

    /// <summary>Whether nothing is left here that another node could take.</summary>
    public bool IsDrained(int coming) => IsDraining && (core.Store.Count + coming == 0 || !core.View.Contains(core.Self) || !OthersCanHost().Any());

    /// <summary>Reminds others of what nobody has fetched, and drops what nobody asks for.</summary>
    public void Tick(long now)
    {
        if (NextTick is null || now < _pushAt)
        {
            return;
        }

        _pushAt = now + (long)core.Options.PushInterval.TotalMilliseconds;
        DropExpired(now);
        if (IsDraining)
        {
            foreach (var member in core.View.Members)
            {
                if (member.Node != core.Self)
                {
                    core.Tell(member.Node, new KeeperDraining(core.Self));
                }
            }
        }

        if (!core.IsFenced(now))
        {
            Push(now);
            Remind(now);
        }
    }

    private void Schedule(long now)
    {
        if (core.Store.Count == 0 && !IsDraining)
        {
            _pushAt = now + (long)core.Options.PushInterval.TotalMilliseconds;
        }
    }

    // One topic of each shard: its owner starts where the shard is now, and has that node ask for all of the shard.
    private void Push(long now)
    {
        var hosts = IsDraining ? OthersCanHost().ToList() : [];
        foreach (var shard in core.Store.Shards)
        {
            var entry = core.Store.Of(shard).FirstOrDefault(static entry => entry.PinnedTo == NodeId.None);
            if (entry is null)
            {
                continue;
            }

            var message = new LeftBehind(entry.State.Topic, core.Self, entry.State.Term);
            if (!IsDraining)
            {
                core.TellTopic(message);
            }
            else if (hosts.Count > 0)
            {
                core.Tell(hosts[_turn++ % hosts.Count], message);
            }
        }
    }

    private void Remind(long now)
    {
        var old = now - (long)core.Options.AskRetry.TotalMilliseconds;
        foreach (var taker in All().Where(entry => entry.PinnedTo != NodeId.None && entry.PinnedTo != core.Self && entry.TouchedAt <= old)
            .GroupBy(static entry => entry.PinnedTo))
        {
            foreach (var page in taker.Select(NameOf).Chunk(LeftNames.PerMessage))
            {
                core.Tell(taker.Key, new LeftWaiting(core.Self, page));
            }
        }
    }

    private void DropExpired(long now)
    {
        var before = now - (long)core.Options.LeftTtl.TotalMilliseconds;
        foreach (var shard in core.Store.Shards.ToList())
        {
            // Any progress of a shard keeps all of it: a large one may take longer than one topic may wait.
            var entries = core.Store.Of(shard);
            if (entries.All(entry => entry.TouchedAt < before))
            {
                foreach (var entry in entries.ToList())
                {
                    core.Store.Remove(entry.State.Topic);
                    core.Counts.AddExpired();
                }
            }
        }
    }

    private void DropLapsed(ShardId shard)
    {
        foreach (var entry in core.Store.Of(shard).Where(core.HasLapsed).ToList())
        {
            Drop(entry);
        }
    }

    private void Drop(LeftEntry entry)
    {
        core.Store.Remove(entry.State.Topic);
        core.Counts.AddStale();
    }

    private IEnumerable<NodeId> OthersCanHost() => core.View.Members
        .Where(member => member.CanHost && member.IsReachable && member.Node != core.Self && !_draining.Contains(member.Node))
        .Select(static member => member.Node);

    private IEnumerable<LeftEntry> All() => core.Store.Shards.SelectMany(core.Store.Of);

    private static LeftName NameOf(LeftEntry entry) => new(entry.State.Topic, entry.State.Term, entry.State.Hosting);
}
