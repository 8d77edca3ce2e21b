using Broker.Actors.Interest;
using Broker.Actors.Nodes;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;

namespace Broker.Actors.Keepers;

/// <summary>The shards hosted on this node: asks all others once for each hosting, then lets its owners begin.</summary>
internal sealed class ShardHostings<TPeer>(KeeperCore<TPeer> core, LeftHolder<TPeer> holder, LeftTaker<TPeer> taker, TermSource terms, IInterestProgress interest)
    where TPeer : class
{
    // Terms only rise by clocks that are behind; more rounds mean that two nodes which can't reach each other begin the same shard at once.
    private const int MaxRounds = 3;

    private readonly Dictionary<ShardId, ShardHosting<TPeer>> _hostings = [];
    private readonly Dictionary<ShardId, Term> _opened = [];
    private readonly HashSet<ShardId> _closed = [];
    private readonly LeftChoice<TPeer> _choice = new(core, holder, taker);

    /// <summary>The shards that have not begun yet; whoever asks for them after this node waits for that.</summary>
    public int Closed => _closed.Count;

    /// <summary>When <see cref="Tick"/> has something to do next.</summary>
    public long? NextTick
    {
        get
        {
            long? next = null;
            foreach (var shard in _closed)
            {
                var at = _hostings[shard].AskAt;
                next = next is null || at < next ? at : next;
            }

            return next;
        }
    }

    public void Starting(TPeer owner, TPeer incarnation, TopicName topic, ShardId shard, long now)
    {
        if (!_hostings.TryGetValue(shard, out var hosting) || (!hosting.Incarnation.Equals(incarnation) && hosting.IsOpen))
        {
            hosting = Begin(shard, incarnation, now);
        }
        else if (!hosting.Incarnation.Equals(incarnation))
        {
            hosting.GoOn(incarnation);
            core.Effects.Add(new(KeeperEffectKind.Watch, Peer: incarnation));
        }

        hosting.Waiting[topic] = owner;
        if (hosting.IsOpen)
        {
            Serve(hosting, topic, now);
        }
    }

    /// <summary>The shard's actor has stopped, and all owners with it.</summary>
    public void Ended(TPeer incarnation)
    {
        foreach (var hosting in _hostings.Values)
        {
            if (hosting.Incarnation.Equals(incarnation))
            {
                hosting.HasEnded = true;
                hosting.Waiting.Clear();
                holder.TakeBack(hosting.Shard);
            }
        }
    }

    /// <summary>Whether this node must not answer for a shard yet: it is asking itself, for a hosting before that of the asker.</summary>
    public bool IsAskingBefore(AskedShard asked) =>
        _hostings.TryGetValue(asked.Shard, out var hosting) && !hosting.IsOpen && hosting.Term < asked.Hosting;

    /// <summary>Whether owners of the shard may act on this node.</summary>
    public bool IsActive(ShardId shard) => _hostings.TryGetValue(shard, out var hosting) && hosting is { IsOpen: true, HasEnded: false };

    /// <summary>A member said what is left of a shard with it.</summary>
    public void Answered(LeftNames message, long now)
    {
        terms.Note(message.HighestTerm);
        if (!_hostings.TryGetValue(message.Shard, out var hosting) || hosting.Term != message.Asked)
        {
            return;
        }

        if (hosting.IsOpen)
        {
            // It was not waited for. What has begun here without it can't be undone; but if others hosted the shard since, it is for them to say.
            if (Heard(message.Shard).Others.All(other => other.Hosting < hosting.Term))
            {
                core.TellTaken(message.Node, [.. message.Names.Where(name => !taker.IsPending(name.Topic))]);
            }

            return;
        }

        if (!hosting.Answers.TryGetValue(message.Node, out var answer))
        {
            hosting.Answers.Add(message.Node, answer = new MemberAnswer());
        }

        answer.Add(message);
        if (core.Rules.GrantsAreWaitedOut)
        {
            hosting.NotBefore = Math.Max(hosting.NotBefore, now + message.LeaseLeftMs);
        }

        if (message.IsHosting)
        {
            // It is about to stop there, and is waited for as long as it says so: nobody begins beside an owner that may act.
            hosting.WaitsSince = now;
            LookSoon(hosting, now);
        }

        TryOpen(hosting, now);
    }

    /// <summary>The last hosting of a shard here that has begun, and so answers for what was left by then.</summary>
    public Term Opened(ShardId shard) => _opened.GetValueOrDefault(shard);

    /// <summary>What this node knows of a shard's hostings.</summary>
    public HeardHostings Heard(ShardId shard) => core.Records.Of(shard, Opened(shard));

    /// <summary>What is known of a topic that is not to come any more, or has come.</summary>
    public void Settled(TopicName topic, ShardId shard, long now)
    {
        if (_hostings.TryGetValue(shard, out var hosting) && hosting.IsOpen && hosting.Waiting.ContainsKey(topic))
        {
            Serve(hosting, topic, now);
        }
    }

    /// <summary>Settles the topics that wait here, whatever their shard.</summary>
    public void Settled(IEnumerable<TopicName> topics, long now)
    {
        foreach (var topic in topics)
        {
            foreach (var shard in _hostings.Values.Where(hosting => hosting.Waiting.ContainsKey(topic)).Select(static hosting => hosting.Shard).ToList())
            {
                Settled(topic, shard, now);
            }
        }
    }

    public void MembersChanged(long now)
    {
        foreach (var shard in _closed.ToList())
        {
            TryOpen(_hostings[shard], now);
        }
    }

    public void Tick(long now)
    {
        var asked = new Dictionary<NodeId, List<AskedShard>>();
        foreach (var shard in _closed.ToList())
        {
            var hosting = _hostings[shard];
            if (hosting.AskAt <= now)
            {
                hosting.AskAt = now + (long)core.Options.AskRetry.TotalMilliseconds;
                Collect(hosting, asked);
            }

            TryOpen(hosting, now);
        }

        foreach (var (node, shards) in asked)
        {
            core.Tell(node, new AskLeft(core.Self, shards));
        }
    }

    /// <summary>Lets those begin that waited for the lease of this node.</summary>
    public void ServeWaiting(long now)
    {
        foreach (var hosting in _hostings.Values.Where(static hosting => hosting.IsOpen && hosting.Waiting.Count > 0))
        {
            foreach (var topic in hosting.Waiting.Keys.ToList())
            {
                Serve(hosting, topic, now);
            }
        }
    }

    private ShardHosting<TPeer> Begin(ShardId shard, TPeer incarnation, long now)
    {
        var hosting = new ShardHosting<TPeer>(shard, incarnation, terms.Next(), now);
        _hostings[shard] = hosting;
        _closed.Add(shard);
        core.Counts.AddAsked();
        core.Effects.Add(new(KeeperEffectKind.Watch, Peer: incarnation));
        TryOpen(hosting, now);
        return hosting;
    }

    private void Collect(ShardHosting<TPeer> hosting, Dictionary<NodeId, List<AskedShard>> asked)
    {
        foreach (var member in Others())
        {
            if (hosting.Answers.TryGetValue(member, out var answer) && answer.IsComplete)
            {
                continue;
            }

            if (!asked.TryGetValue(member, out var shards))
            {
                asked.Add(member, shards = []);
            }

            shards.Add(new AskedShard(hosting.Shard, hosting.Term));
        }
    }

    private void TryOpen(ShardHosting<TPeer> hosting, long now)
    {
        if (hosting.IsOpen || core.IsFenced(now) || !core.View.Contains(core.Self))
        {
            return;
        }

        if (core.Rules.StartsWaitForAnswers && !IsAnswered(hosting, now))
        {
            return;
        }

        var last = Last(hosting);
        if (last > hosting.Term && hosting.Rounds < MaxRounds)
        {
            terms.Note(last);
            hosting.Rise(terms.Next(), now);
            return;
        }

        var notBefore = core.Rules.GrantsAreWaitedOut ? Math.Max(hosting.NotBefore, core.Fence.GrantsEnd) : long.MinValue;
        if (now >= notBefore)
        {
            Open(hosting, last, now);
        }
        else
        {
            hosting.AskAt = Math.Min(hosting.AskAt, notBefore);
        }
    }

    private bool IsAnswered(ShardHosting<TPeer> hosting, long now)
    {
        var isLate = now >= hosting.WaitsSince + (long)core.Options.AskWait.TotalMilliseconds;
        if (isLate)
        {
            return core.View.IsMajority(node => node == core.Self || IsComplete(hosting, node));
        }

        if (!Others().All(node => IsComplete(hosting, node)))
        {
            return false;
        }

        var isUpToDate = hosting.Answers.All(answer => interest.HasReached(answer.Key, answer.Value.Interest));
        if (!isUpToDate)
        {
            LookSoon(hosting, now);
        }

        return isUpToDate;
    }

    private void LookSoon(ShardHosting<TPeer> hosting, long now) =>
        hosting.AskAt = Math.Min(hosting.AskAt, now + ((long)core.Options.AskRetry.TotalMilliseconds / 10));

    private static bool IsComplete(ShardHosting<TPeer> hosting, NodeId node) =>
        hosting.Answers.TryGetValue(node, out var answer) && answer.IsComplete;

    // The last hosting of the shard before this one, by any node: the highest that has begun, or of which nobody can say that it has not.
    private Term Last(ShardHosting<TPeer> hosting)
    {
        var last = Heard(hosting.Shard).Highest(HasSaid);
        foreach (var answer in hosting.Answers.Values.Where(static answer => answer.IsComplete))
        {
            var heard = answer.Heard.Highest(HasSaid);
            last = heard > last ? heard : last;
        }

        return last;

        bool HasSaid(NodeId node) => node == core.Self || IsComplete(hosting, node);
    }

    private void Open(ShardHosting<TPeer> hosting, Term last, long now)
    {
        _choice.Make(hosting, last);
        _opened[hosting.Shard] = hosting.Term;
        _closed.Remove(hosting.Shard);
        hosting.Open();
        foreach (var topic in hosting.Waiting.Keys.ToList())
        {
            Serve(hosting, topic, now);
        }

        taker.Start(now);
    }

    private void Serve(ShardHosting<TPeer> hosting, TopicName topic, long now)
    {
        if (core.IsFenced(now))
        {
            return;
        }

        if (taker.IsPending(topic))
        {
            taker.Want(topic, now);
            return;
        }

        hosting.Waiting.Remove(topic, out var owner);
        var entry = core.Store.Find(topic);
        LeftTopic? left = null;
        if (entry is not null && (entry.PinnedTo == NodeId.None || entry.PinnedTo == core.Self) && !core.HasLapsed(entry))
        {
            entry.PinnedTo = core.Self;
            left = entry.State;
        }

        core.TellOwner(owner!, new TopicMayBegin(hosting.Term, left));
    }

    private IEnumerable<NodeId> Others() =>
        core.View.Members.Where(member => !member.IsJoining && member.Node != core.Self).Select(static member => member.Node);
}
