using System.Collections.Immutable;
using Broker.Runtime.Cluster.Membership;

namespace Broker.Runtime.Cluster.Tools.Singleton;

/// <summary>Who may have the singleton, decided on each node from its own view: at most one at a time while views agree.</summary>
/// <remarks>
/// <para>Immutable. <c>now</c> is a monotonic time from any origin.</para>
/// <para>The oldest Up or Leaving member has it. Anyone older who is still a member is Exiting or Down: from an Exiting one the
/// singleton is asked for; a Down one has to be removed first. So the next starts in the very step in which it learns of either.</para>
/// </remarks>
internal sealed record SingletonManagerState(UniqueAddress Self, string Role, TimeSpan RetryInterval, TimeSpan RemovalMargin)
{
    public SingletonPhase Phase { get; init; } = SingletonPhase.Younger;

    /// <summary>Whether the singleton runs here.</summary>
    public bool IsRunning { get; init; }

    /// <summary>The members that matter, the oldest first.</summary>
    public ImmutableArray<Member> ByAge { get; init; } = [];

    /// <summary>Older members that said they have no singleton any more.</summary>
    public ImmutableHashSet<UniqueAddress> HandedOver { get; init; } = [];

    /// <summary>Who asked for the singleton and waits.</summary>
    public ImmutableHashSet<UniqueAddress> Receivers { get; init; } = [];

    /// <summary>Before this time nothing is started: an older one was removed without handing over.</summary>
    public TimeSpan NotBefore { get; init; } = TimeSpan.MinValue;

    public TimeSpan NextRetry { get; init; } = TimeSpan.MinValue;

    /// <summary>For tests only.</summary>
    public OmittedRules Omitted { get; init; }

    /// <summary>Whether this node has been a member.</summary>
    public bool WasMember { get; init; }

    /// <summary>Whether nothing is left to hand over.</summary>
    public bool IsDone => Phase == SingletonPhase.End || (!IsRunning && Phase == SingletonPhase.Younger);

    private UniqueAddress? Candidate =>
        ByAge.FirstOrDefault(static m => m.Status is MemberStatus.Up or MemberStatus.Leaving)?.UniqueAddress;

    public (SingletonManagerState State, ImmutableArray<SingletonEffect> Effects) Observe(Gossip gossip, TimeSpan now)
    {
        var self = gossip.FindMember(Self);
        if (self is null or { Status: MemberStatus.Down })
            return WasMember ? (this with { Phase = SingletonPhase.End }, [new SingletonEffect.StopManager()]) : (this, []);

        var byAge = gossip.Members
            .Where(m => m.UpNumber != Member.NotYetUp && (Role.Length == 0 || m.HasRole(Role)))
            .Order(Member.AgeOrdering)
            .ToImmutableArray();
        var vanished = OlderThanSelf().Any(m => !HandedOver.Contains(m.UniqueAddress) && !gossip.HasMember(m.UniqueAddress));
        return (this with
        {
            WasMember = true,
            ByAge = byAge,
            HandedOver = HandedOver.Intersect(gossip.Nodes),
            Receivers = Receivers.Intersect(gossip.Nodes),
            NotBefore = vanished && RemovalMargin > TimeSpan.Zero ? now + RemovalMargin : NotBefore,
        }).Evaluate(now);
    }

    public (SingletonManagerState State, ImmutableArray<SingletonEffect> Effects) Receive(SingletonMessage message, TimeSpan now)
    {
        switch (message)
        {
            case SingletonMessage.HandOverToMe:
                return GiveTo(message.From);
            case SingletonMessage.HandOverDone:
                return (this with { HandedOver = HandedOver.Add(message.From) }).Evaluate(now);
            case SingletonMessage.HandOverInProgress:
                // It is alive and on it: no need to ask again before another interval.
                return (this with { NextRetry = now + RetryInterval }, []);
            case SingletonMessage.TakeOverFromMe when Phase == SingletonPhase.BecomingOldest:
                return (this, [Ask(message.From)]);
            default:
                return (this, []);
        }
    }

    public (SingletonManagerState State, ImmutableArray<SingletonEffect> Effects) Terminated()
    {
        var state = this with { IsRunning = false };
        // A singleton that stops by itself is not started again here; the node stays the oldest all the same.
        return Phase == SingletonPhase.Oldest ? (state, []) : state.Finish();
    }

    public (SingletonManagerState State, ImmutableArray<SingletonEffect> Effects) Tick(TimeSpan now) =>
        Phase is SingletonPhase.BecomingOldest or SingletonPhase.WasOldest ? Evaluate(now) : (this, []);

    private IEnumerable<Member> OlderThanSelf() => ByAge.TakeWhile(m => m.UniqueAddress != Self);

    private (SingletonManagerState State, ImmutableArray<SingletonEffect> Effects) Evaluate(TimeSpan now) => Phase switch
    {
        SingletonPhase.Younger or SingletonPhase.BecomingOldest when Candidate == Self => Become(now),
        SingletonPhase.BecomingOldest => (this with { Phase = SingletonPhase.Younger }, []),
        SingletonPhase.Oldest or SingletonPhase.WasOldest when Candidate != Self => Offer(now),
        _ => (this, []),
    };

    private (SingletonManagerState State, ImmutableArray<SingletonEffect> Effects) Become(TimeSpan now)
    {
        var outstanding = OlderThanSelf().Where(m => !HandedOver.Contains(m.UniqueAddress)).ToList();
        if (Omitted.HasFlag(OmittedRules.SingletonIsHandedOver) || (outstanding.Count == 0 && now >= NotBefore))
            return (this with { Phase = SingletonPhase.Oldest, IsRunning = true }, [new SingletonEffect.StartSingleton()]);
        var waiting = this with { Phase = SingletonPhase.BecomingOldest };
        if (Phase == SingletonPhase.BecomingOldest && now < NextRetry)
            return (waiting, []);
        return (
            waiting with { NextRetry = now + RetryInterval },
            [.. outstanding.Where(static m => m.Status != MemberStatus.Down).Select(m => Ask(m.UniqueAddress))]);
    }

    /// <summary>This node leaves: the next oldest shall ask; without one the singleton simply ends.</summary>
    private (SingletonManagerState State, ImmutableArray<SingletonEffect> Effects) Offer(TimeSpan now)
    {
        if (!IsRunning)
            return Finish();
        if (Candidate is not { } next)
            return (this with { Phase = SingletonPhase.HandingOver }, [new SingletonEffect.StopSingleton()]);
        if (Phase == SingletonPhase.WasOldest && now < NextRetry)
            return (this, []);
        return (
            this with { Phase = SingletonPhase.WasOldest, NextRetry = now + RetryInterval },
            [new SingletonEffect.Send(next, new SingletonMessage.TakeOverFromMe(Self))]);
    }

    private (SingletonManagerState State, ImmutableArray<SingletonEffect> Effects) GiveTo(UniqueAddress receiver)
    {
        // Only someone who sees this node as leaving for good asks, so it never starts the singleton again.
        if (!IsRunning)
            return (this with { Phase = SingletonPhase.End }, [new SingletonEffect.Send(receiver, new SingletonMessage.HandOverDone(Self))]);
        var inProgress = new SingletonEffect.Send(receiver, new SingletonMessage.HandOverInProgress(Self));
        var state = this with { Phase = SingletonPhase.HandingOver, Receivers = Receivers.Add(receiver) };
        return Phase == SingletonPhase.HandingOver ? (state, [inProgress]) : (state, [inProgress, new SingletonEffect.StopSingleton()]);
    }

    private (SingletonManagerState State, ImmutableArray<SingletonEffect> Effects) Finish() => (
        this with { Phase = SingletonPhase.End, Receivers = [] },
        [.. Receivers.Order().Select(r => new SingletonEffect.Send(r, new SingletonMessage.HandOverDone(Self)))]);

    private SingletonEffect.Send Ask(UniqueAddress from) => new(from, new SingletonMessage.HandOverToMe(Self));
}
