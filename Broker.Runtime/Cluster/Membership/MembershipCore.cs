namespace Broker.Runtime.Cluster.Membership;

/// <summary>The membership protocol of one node as a pure function of its state, an event and the time.</summary>
/// <remarks>
/// The rules are those of Akka's "Cluster Specification". Two things are quicker here: a change is pushed to several nodes at once
/// instead of waiting for the gossip interval, and the leader acts in the very step in which it learns of convergence.
/// Time must never go back; the date only matters for tombstones.
/// </remarks>
internal static class MembershipCore
{
    /// <summary>One action of the leader can make the next one possible (alone: Joining, Up, Leaving, Exiting), but not for ever.</summary>
    private const int MaxLeaderRounds = 4;

    public static MembershipStep Handle(MembershipState state, MembershipEvent happened, DateTimeOffset now)
    {
        var step = new MembershipTransition(state, now);
        if (state.IsStopped)
            return step.Finish();

        var sender = Apply(step, happened);
        if (!NeedsReview(state, step))
            return step.Finish();

        JoinRules.AdmitWaiting(step);
        for (var round = 0; round < MaxLeaderRounds && LeaderRules.Act(step); round++)
            JoinRules.AdmitWaiting(step);

        GossipRules.Spread(step, state.Gossip, sender);
        DepartureRules.StopWhenDown(step);
        TrackConvergence(step);
        return step.Finish();
    }

    /// <summary>Whether there may be something to decide: most rounds of gossip and of the failure detector change nothing.</summary>
    private static bool NeedsReview(MembershipState before, MembershipTransition step)
    {
        var after = step.State;
        return !ReferenceEquals(before.Gossip, after.Gossip) ||
            !ReferenceEquals(before.ExitingConfirmed, after.ExitingConfirmed) ||
            !ReferenceEquals(before.WaitingJoins, after.WaitingJoins) ||
            after.DownSince is not null ||
            (after.NotConvergedSince is { } since && after.Settings.WeaklyUpAfter is { } weakly && step.Now - since >= weakly);
    }

    /// <summary>Returns the node whose view was taken over, which need not be sent back to it.</summary>
    private static UniqueAddress? Apply(MembershipTransition step, MembershipEvent happened)
    {
        switch (happened)
        {
            case MembershipEvent.GossipReceived received:
                return GossipRules.Receive(step, received);
            case MembershipEvent.StatusReceived received:
                GossipRules.Compare(step, received);
                return null;
            case MembershipEvent.Tick:
                GossipRules.Tick(step);
                JoinRules.Repeat(step);
                return null;
            case MembershipEvent.SelfJoins:
                JoinRules.JoinSelf(step);
                return null;
            case MembershipEvent.JoinAsked asked:
                JoinRules.Join(step, asked);
                return null;
            case MembershipEvent.Welcomed welcomed:
                JoinRules.Welcome(step, welcomed);
                return null;
            case MembershipEvent.AvailabilityChecked availability:
                ReachabilityRules.Check(step, availability);
                return null;
            case MembershipEvent.Quarantined quarantined:
                ReachabilityRules.Terminate(step, quarantined.Node);
                return null;
            case MembershipEvent.LeaveAsked leave:
                DepartureRules.Leave(step, leave.Address);
                return null;
            case MembershipEvent.DownAsked down:
                DepartureRules.Down(step, down.Addresses);
                return null;
            case MembershipEvent.DownNodesAsked down:
                DepartureRules.DownNodes(step, down.Nodes);
                return null;
            case MembershipEvent.BelongsElsewhere elsewhere:
                DepartureRules.Disown(step, elsewhere.Node);
                return null;
            case MembershipEvent.ExitingConfirmed confirmed:
                DepartureRules.Confirm(step, confirmed.Node);
                return null;
            case MembershipEvent.ExitingCompleted:
                DepartureRules.Complete(step);
                return null;
            default:
                throw new ArgumentException($"Unknown membership event {happened.GetType()}.", nameof(happened));
        }
    }

    private static void TrackConvergence(MembershipTransition step)
    {
        DateTimeOffset? since = !step.State.IsMember || step.State.IsConverged ? null : step.State.NotConvergedSince ?? step.Now;
        if (since != step.State.NotConvergedSince)
            step.State = step.State with { NotConvergedSince = since };
    }
}
