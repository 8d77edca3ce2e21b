namespace Broker.Runtime.Cluster.Membership;

/// <summary>How this node's own observations enter its view.</summary>
internal static class ReachabilityRules
{
    public static void Check(MembershipTransition step, MembershipEvent.AvailabilityChecked check)
    {
        if (!step.State.IsMember)
            return;

        var reachability = step.Gossip.Reachability;
        if (check.Unavailable.IsEmpty && reachability.IsAllReachable)
            return;
        foreach (var node in check.Unavailable.Order())
        {
            if (node == step.Self || step.Gossip.FindMember(node) is not { } member || !reachability.IsReachable(step.Self, node))
                continue;
            reachability = reachability.Unreachable(step.Self, node);
            if (member.Status == MemberStatus.Exiting)
                step.Note($"Marking exiting node [{node.Address}] as unreachable, as expected");
            else
                step.Warn($"Marking node [{node.Address}] as unreachable, status {member.Status}: it does not answer heartbeats");
        }

        foreach (var node in reachability.UnreachableFrom(step.Self).Order().ToList())
        {
            if (check.Unavailable.Contains(node) || reachability.Status(step.Self, node) != ReachabilityStatus.Unreachable)
                continue;
            reachability = reachability.Reachable(step.Self, node);
            step.Note($"Marking node [{node.Address}] as reachable again");
        }

        if (!ReferenceEquals(reachability, step.Gossip.Reachability))
            step.Change(step.Gossip.WithReachability(reachability));
    }

    public static void Terminate(MembershipTransition step, UniqueAddress node)
    {
        if (node == step.Self || !step.Gossip.HasMember(node))
            return;
        var reachability = step.Gossip.Reachability.Terminated(step.Self, node);
        if (ReferenceEquals(reachability, step.Gossip.Reachability))
            return;
        step.Warn($"Marking node [{node}] as terminated: it is quarantined");
        step.Change(step.Gossip.WithReachability(reachability));
    }
}
