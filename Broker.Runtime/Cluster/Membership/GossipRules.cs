namespace Broker.Runtime.Cluster.Membership;

/// <summary>How views travel.</summary>
internal static class GossipRules
{
    /// <summary>How many nodes a view that came from elsewhere is handed on to at once.</summary>
    private const int ForwardFanOut = 2;

    /// <summary>How much more often a node gossips while somebody has not seen its view.</summary>
    private const int HurryFactor = 4;

    /// <summary>Takes, merges or answers a view. Returns its sender when it was newer than ours.</summary>
    public static UniqueAddress? Receive(MembershipTransition step, MembershipEvent.GossipReceived received)
    {
        if (received.To != step.Self || received.From == step.Self)
            return null;
        if (!step.State.IsMember)
        {
            if (received.Gossip.Tombstones.ContainsKey(step.Self))
                DepartureRules.Stop(step, $"[{received.From.Address}] says that this node was removed from the cluster before it knew that it had been let in");
            return null;
        }

        if (!AcceptsFrom(step, received.From) && !step.State.Settings.Omitted.HasFlag(OmittedRules.OneClusterOnly))
        {
            AnswerStranger(step, received);
            return null;
        }

        if (received.Gossip.Tombstones.ContainsKey(step.Self) && !step.State.Settings.Omitted.HasFlag(OmittedRules.DownedStops))
        {
            DepartureRules.Stop(step, $"[{received.From.Address}] says that this node was removed from the cluster");
            return null;
        }

        if (!received.Gossip.HasMember(step.Self))
            return null;

        var local = step.Gossip;
        var remote = received.Gossip;
        var omitted = step.State.Settings.Omitted;
        var order = Order(local, remote);
        var next = order switch
        {
            VectorClockOrdering.Same => local.MergeSeen(remote),
            VectorClockOrdering.Before => remote,
            VectorClockOrdering.After => local,
            _ when omitted.HasFlag(OmittedRules.ConcurrentViewsMerge) => local,
            _ => local.Merge(remote, omitted),
        };
        next = next.MarkSeen(step.Self);
        if (!ReferenceEquals(next, local))
            step.State = step.State with { Gossip = next };

        var senderLacksSomething = order is VectorClockOrdering.After or VectorClockOrdering.Concurrent || !next.Seen.IsSubsetOf(remote.Seen);
        if (senderLacksSomething)
            step.SendGossip(received.From);
        return order is VectorClockOrdering.Before or VectorClockOrdering.Concurrent ? received.From : null;
    }

    /// <summary>Answers another node's offer: our view when it lacks something, our own offer when it has more.</summary>
    public static void Compare(MembershipTransition step, MembershipEvent.StatusReceived received)
    {
        if (!step.State.IsMember || received.From == step.Self || !AcceptsFrom(step, received.From))
            return;
        switch (step.Gossip.Version.CompareTo(received.Version.Prune(step.Gossip.Tombstones)))
        {
            case VectorClockOrdering.Same when received.SeenDigest == step.Gossip.SeenDigest:
                break;
            case VectorClockOrdering.Before:
                step.Emit(new MembershipEffect.SendStatus(received.From, step.Gossip.Version, step.Gossip.SeenDigest));
                break;
            default:
                step.SendGossip(received.From);
                break;
        }
    }

    /// <summary>The periodic round: one node by chance, preferably one that has not seen our view.</summary>
    public static void Tick(MembershipTransition step)
    {
        if (!step.State.IsMember || step.Now < step.State.NextGossip)
            return;

        var interval = step.State.Settings.GossipInterval;
        step.State = step.State with
        {
            Gossip = step.Gossip.PruneTombstones(step.Now - step.State.Settings.PruneTombstonesAfter),
            NextGossip = step.Now + (step.Gossip.IsSeenByAll ? interval : interval / HurryFactor),
        };

        var candidates = new List<UniqueAddress>();
        List<UniqueAddress>? behind = null;
        foreach (var member in step.Gossip.Members)
        {
            if (!step.State.CanGossipWith(member.UniqueAddress))
                continue;
            candidates.Add(member.UniqueAddress);
            if (!step.Gossip.IsSeenBy(member.UniqueAddress))
                (behind ??= []).Add(member.UniqueAddress);
        }

        var preferBehind = behind is not null && step.Random(1000) < DifferentViewProbability(step.State) * 1000;
        foreach (var target in step.ChooseSorted(preferBehind ? behind! : candidates, 1))
        {
            if (step.Gossip.IsSeenBy(target))
                step.Emit(new MembershipEffect.SendStatus(target, step.Gossip.Version, step.Gossip.SeenDigest));
            else
                step.SendGossip(target);
        }
    }

    /// <summary>Pushes a view that this step changed: our own change widely, another's to a few and to the leader, who waits for us.</summary>
    public static void Spread(MembershipTransition step, Gossip before, UniqueAddress? sender)
    {
        if (!step.State.IsMember || before.Version.CompareTo(step.Gossip.Version) == VectorClockOrdering.Same)
            return;

        var behind = new List<UniqueAddress>();
        foreach (var member in step.Gossip.Members)
        {
            var node = member.UniqueAddress;
            if (!step.Gossip.IsSeenBy(node) && step.State.CanGossipWith(node) && !step.HasSent(node))
                behind.Add(node);
        }

        var changedHere = sender is null || step.Gossip.Seen.Count == 1;
        var targets = step.ChooseSorted(behind, changedHere ? step.State.Settings.EagerFanOut : ForwardFanOut);
        if (step.State.Leader is { } leader && leader != sender && step.State.CanGossipWith(leader) && !targets.Contains(leader) && !step.HasSent(leader))
            targets.Add(leader);
        foreach (var target in targets)
            step.SendGossip(target);
    }

    private static VectorClockOrdering Order(Gossip local, Gossip remote)
    {
        // A clock that still counts a removed node is not newer for that.
        var order = local.Version.Prune(remote.Tombstones).CompareTo(remote.Version.Prune(local.Tombstones));
        // However the versions compare, a view that still has what the other knows to be removed, or to have come further, is merged, not taken:
        // with a removed node its count of changes is gone from the clock.
        if (ReferenceEquals(local.Members, remote.Members))
            return order;
        return order switch
        {
            VectorClockOrdering.Before when local.KnowsMoreOf(remote.Members) => VectorClockOrdering.Concurrent,
            VectorClockOrdering.After when remote.KnowsMoreOf(local.Members) => VectorClockOrdering.Concurrent,
            _ => order,
        };
    }

    private static bool AcceptsFrom(MembershipTransition step, UniqueAddress from)
    {
        if (step.Gossip.HasMember(from))
            return step.Gossip.Reachability.IsReachable(step.Self, from);
        // Whoever was removed without noticing learns it from the tombstone.
        if (step.Gossip.Tombstones.ContainsKey(from))
            step.SendGossip(from);
        return false;
    }

    /// <summary>
    /// Another cluster counts this node as a member: it let it in, but another welcome came first. Whoever is only unknown as yet, in
    /// this cluster, shares somebody with this view: at least who let this node in.
    /// </summary>
    private static void AnswerStranger(MembershipTransition step, MembershipEvent.GossipReceived received)
    {
        if (step.Gossip.HasMember(received.From) || !received.Gossip.HasMember(step.Self) || step.Gossip.IsRelatedTo(received.Gossip, step.Self))
            return;
        if (!step.State.HasFounded)
        {
            step.Emit(new MembershipEffect.SendElsewhere(received.From));
            return;
        }

        // Let in there, it heard nothing of it and founded another: that is the younger one.
        step.Warn($"[{received.From.Address}] counts this node as a member of another cluster, which is older than the one it has founded: this one ends");
        DepartureRules.Down(step, step.Gossip.Members.Select(static m => m.Address));
    }

    private static double DifferentViewProbability(MembershipState state)
    {
        // Falls linearly from the configured value at the limit to a quarter of it at three times the limit.
        double size = state.Gossip.Members.Count;
        double limit = state.Settings.ReduceGossipDifferentViewProbability;
        var full = state.Settings.GossipDifferentViewProbability;
        if (size <= limit)
            return full;
        return Math.Max(full / 4, full - ((size - limit) / (2 * limit) * full * 0.75));
    }
}
