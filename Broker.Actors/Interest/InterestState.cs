using Broker.Actors.Fencing;
using Broker.Actors.Nodes;
using Broker.Protocol.Topics;

namespace Broker.Actors.Interest;

/// <summary>The exchange of filters between the nodes: each owns its own set, and every other one has a copy (docs/topic-protocol.md, "Filters").</summary>
/// <remarks>
/// Pure: times are milliseconds of any steady clock, and what is to be done is appended to a list. To each member one message is out at a
/// time, and it is repeated until it is acknowledged; what changes meanwhile goes with the next.
/// </remarks>
public sealed class InterestState(NodeId self, InterestTable table, InterestOptions options, FenceOptions fencing)
{
    // A member may hear a little later than this one that another can't be reached, and give it a lease until then.
    private const long LeaseMarginMs = 1_000;


    private readonly OwnInterest _own = new();
    private readonly Dictionary<NodeId, InterestMember> _members = [];
    private InterestVersion _promised;
    private long? _tellAt;

    /// <summary>The version of this node's own filters.</summary>
    public InterestVersion Version => _own.Version;

    /// <summary>The number of this node's own filters.</summary>
    public int Filters => _own.Count;

    /// <summary>Every node that can be reached knows this node's filters through this version.</summary>
    public InterestVersion AcknowledgedThrough
    {
        get
        {
            var least = Version;
            if (options.Rules.FiltersWaitForAllReachable)
            {
                foreach (var member in _members.Values)
                {
                    least = member.IsReachable && member.Acknowledged < least ? member.Acknowledged : least;
                }
            }

            return least;
        }
    }

    /// <summary>The members that do not know all of this node's filters.</summary>
    public int Behind => _members.Values.Count(member => member.IsBehind(Version));

    /// <summary>When <see cref="Tick"/> has something to do next.</summary>
    public long? NextTick
    {
        get
        {
            var next = _tellAt;
            foreach (var member in _members.Values)
            {
                if (member.IsBehind(Version) && (next is null || member.SendAt < next))
                {
                    next = member.SendAt;
                }
            }

            return next;
        }
    }

    /// <summary>Somebody on this node hears a filter: the version that says so. A second one changes nothing.</summary>
    public InterestVersion Want(TopicFilter filter, long now, List<InterestEffect> effects)
    {
        if (_own.Find(filter) is { } known)
        {
            return known;
        }

        _own.Add(filter);
        table.ApplyOwn(self, new FilterChange(filter, IsWanted: true), Version);
        SendToIdle(now, effects);
        return Version;
    }

    /// <summary>Nobody on this node hears a filter any more.</summary>
    public void Drop(TopicFilter filter, long now, List<InterestEffect> effects)
    {
        if (_own.Remove(filter))
        {
            table.ApplyOwn(self, new FilterChange(filter, IsWanted: false), Version);
            SendToIdle(now, effects);
        }
    }

    /// <summary>The version that brought a filter of this node; null when it is not wanted.</summary>
    public InterestVersion? Find(TopicFilter filter) => _own.Find(filter);

    /// <summary>The filters through this version were acknowledged to those who subscribed to them.</summary>
    public void Promised(InterestVersion version) => _promised = version > _promised ? version : _promised;

    /// <summary>The cluster has changed.</summary>
    public void Observe(ClusterView view, long now, List<InterestEffect> effects)
    {
        foreach (var gone in _members.Keys.Where(node => !view.Contains(node)).ToList())
        {
            MemberRemoved(gone, now, effects);
        }

        foreach (var member in view.Members)
        {
            MemberJoined(member.Node, now, effects);
            MemberReachable(member.Node, member.IsReachable, now, effects);
        }
    }

    /// <summary>A node has joined, in whatever state: it is sent this node's filters, and acknowledgements wait for it.</summary>
    public void MemberJoined(NodeId node, long now, List<InterestEffect> effects)
    {
        if (node != self && !_members.ContainsKey(node))
        {
            var member = new InterestMember(node);
            _members.Add(node, member);
            SendNext(member, now, effects);
        }
    }

    /// <summary>A member can be reached again, or no longer.</summary>
    public void MemberReachable(NodeId node, bool isReachable, long now, List<InterestEffect> effects)
    {
        if (_members.TryGetValue(node, out var member) && member.IsReachable != isReachable)
        {
            member.UnreachableSince = isReachable ? null : now;
            if (isReachable && member.IsBehind(Version))
            {
                SendNext(member, now, effects);
            }
        }
    }

    /// <summary>A member has everything told that it had to tell, and will be gone.</summary>
    public void Goodbye(NodeId node)
    {
        if (_members.TryGetValue(node, out var member))
        {
            member.SaidGoodbye = true;
        }
    }

    /// <summary>
    /// A node is no member any more: its filters vanish, and without a good-bye what it had accepted last may not have come. It is told when
    /// the last lease of that node has run out: until then it may go on accepting.
    /// </summary>
    public void MemberRemoved(NodeId node, long now, List<InterestEffect> effects)
    {
        if (!_members.Remove(node, out var member))
        {
            return;
        }

        if (options.Rules.DeadInterestVanishes)
        {
            table.Forget(node);
        }

        if (!member.SaidGoodbye && options.Rules.LostNodesAreTold)
        {
            var leaseEnds = (member.UnreachableSince ?? now) + (long)fencing.Lease.TotalMilliseconds + LeaseMarginMs;
            _tellAt = leaseEnds > _tellAt || _tellAt is null ? leaseEnds : _tellAt;
            TellOfLost(now, effects);
        }
    }

    /// <summary>Another node's filters have changed.</summary>
    public void Changed(InterestChanged message, long now, List<InterestEffect> effects)
    {
        // One that is not a member yet repeats it until it is, and one that is no member any more has no interest.
        if (!_members.TryGetValue(message.Node, out var member))
        {
            return;
        }

        // Its first word may say that it knows this node only now, and has passed over what it was sent before.
        if (!member.IsGreeted && !member.IsHeard)
        {
            member.IsHeard = true;
            SendNext(member, now, effects);
        }

        var hasHosted = table.HasHosted;
        table.Apply(message);
        var (series, version) = table.Of(message.Node);
        effects.Add(new(InterestEffectKind.Send, message.Node, new InterestReceived(self, series, version, hasHosted)));
    }

    /// <summary>Another node says what it knows of this node's filters.</summary>
    public void Received(InterestReceived message, long now, List<InterestEffect> effects)
    {
        if (!_members.TryGetValue(message.Node, out var member))
        {
            return;
        }

        var before = member.Acknowledged;
        bool isNews;
        if (message.Series == member.Series)
        {
            isNews = member.Acknowledge(message.Version);
        }
        else
        {
            isNews = message.Series == 0 && before > InterestVersion.Zero;
            if (isNews)
            {
                member.BeginAnew();
            }
        }

        // What was promised without this member, because it could not be reached, may have been published to there.
        if (message.HasHosted && options.Rules.LateInterestIsTold)
        {
            Tell(before, member.Acknowledged, effects);
        }

        if (isNews && member.IsBehind(Version))
        {
            SendNext(member, now, effects);
        }
    }

    /// <summary>Time has passed.</summary>
    public void Tick(long now, List<InterestEffect> effects)
    {
        TellOfLost(now, effects);
        foreach (var member in _members.Values)
        {
            if (member.IsBehind(Version) && member.SendAt <= now)
            {
                SendNext(member, now, effects);
            }
        }
    }

    private void TellOfLost(long now, List<InterestEffect> effects)
    {
        if (_tellAt <= now)
        {
            _tellAt = null;
            Tell(InterestVersion.Zero, _promised, effects);
        }
    }

    private void Tell(InterestVersion after, InterestVersion through, List<InterestEffect> effects)
    {
        through = through < _promised ? through : _promised;
        if (through > after)
        {
            effects.Add(new(InterestEffectKind.Tell, After: after, Through: through));
        }
    }

    private void SendToIdle(long now, List<InterestEffect> effects)
    {
        foreach (var member in _members.Values)
        {
            if (!member.IsWaiting)
            {
                SendNext(member, now, effects);
            }
        }
    }

    private void SendNext(InterestMember member, long now, List<InterestEffect> effects)
    {
        if (member.Acknowledged > InterestVersion.Zero && member.Acknowledged < _own.ForgottenThrough)
        {
            member.BeginAnew();
        }

        var (through, changes) = _own.After(member.Acknowledged);
        member.Sent = through;
        member.SendAt = options.Rules.InterestIsRepeated ? now + (long)options.Retry.TotalMilliseconds : long.MaxValue;
        effects.Add(new(InterestEffectKind.Send, member.Node, new InterestChanged(self, member.Series, member.Acknowledged, through, changes)));
    }
}
