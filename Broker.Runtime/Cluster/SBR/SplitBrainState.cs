namespace Broker.Runtime.Cluster.SBR;

/// <summary>Waits until a partition is stable and then decides, once per view, on the leader of each side.</summary>
/// <remarks>Immutable. <c>now</c> is a monotonic time from any origin.</remarks>
internal sealed record SplitBrainState(SplitBrainRules Rules)
{
    public SplitBrainView? View { get; init; }

    /// <summary>Since when nothing that matters changed while somebody was unreachable.</summary>
    public TimeSpan? StableSince { get; init; }

    /// <summary>Since when somebody has been unreachable without a break.</summary>
    public TimeSpan? UnreachableSince { get; init; }

    public SplitBrainState Observe(SplitBrainView view, TimeSpan now)
    {
        if (view.Unreachable.IsEmpty)
            return this with { View = view, StableSince = null, UnreachableSince = null };
        var changed = View is null || StableSince is null || view.DiffersFrom(View);
        return this with
        {
            View = view,
            StableSince = changed ? now : StableSince,
            UnreachableSince = UnreachableSince ?? now,
        };
    }

    /// <summary>What has to be done now, if anything, and the state after it.</summary>
    /// <param name="now">The time.</param>
    /// <param name="isCalm">Whether every node that counts as reachable was heard just now. If not, the partition may be changing
    /// its shape and the view be wrong; the silent one speaks soon, or becomes unreachable and the waiting begins anew.</param>
    public (SplitBrainState State, SplitBrainDecision? Decision) Decide(TimeSpan now, bool isCalm)
    {
        if (View is null || StableSince is not { } stable || UnreachableSince is not { } since || View.Leader != View.Self)
            return (this, null);
        SplitBrainDecision decision;
        if (now - stable >= Rules.StableAfter && isCalm)
            decision = SplitBrainDecision.Decide(Rules, View);
        else if (Rules.DownAllWhenUnstable is { } limit && now - since >= Rules.StableAfter + limit)
            decision = SplitBrainDecision.All(View, $"unstable for {(now - since).TotalSeconds:0.0} s");
        else
            return (this, null);
        // What is asked twice changes nothing; asked again only if the view is still the same after another waiting time.
        return (this with { StableSince = now, UnreachableSince = now }, decision);
    }
}
