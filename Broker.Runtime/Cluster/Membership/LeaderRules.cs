using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.Membership;

/// <summary>What the leader alone does.</summary>
internal static class LeaderRules
{
    /// <summary>Returns whether anything changed.</summary>
    public static bool Act(MembershipTransition step)
    {
        if (!step.State.IsMember || !step.State.IsLeader)
            return false;
        return step.State.IsConverged ? ActOnConvergence(step) : LetInWeakly(step);
    }

    private static bool ActOnConvergence(MembershipTransition step)
    {
        var gossip = step.Gossip;
        var removed = gossip.Members.Where(m => IsToBeRemoved(step.State, m)).ToImmutableHashSet();
        var changed = Promotions(step.State).ToList();
        if (removed.IsEmpty && changed.Count == 0)
            return false;

        foreach (var member in changed)
            step.Note($"Leader is moving node [{member.Address}] to [{member.Status}]");
        foreach (var member in removed.Order())
            step.Note($"Leader is removing {(member.Status == MemberStatus.Exiting ? "confirmed exiting" : "unreachable")} node [{member.Address}], status {member.Status}");

        var next = gossip.Update(changed);
        if (!removed.IsEmpty)
        {
            var nodes = removed.Select(static m => m.UniqueAddress).ToHashSet();
            next = next.Remove(nodes, step.Now);
            step.State = step.State with { ExitingConfirmed = step.State.ExitingConfirmed.Except(nodes) };
        }

        step.Change(next);
        return true;
    }

    private static bool IsToBeRemoved(MembershipState state, Member member)
    {
        var node = member.UniqueAddress;
        if (node == state.Self)
            return false;
        return member.Status switch
        {
            MemberStatus.Down => !state.Gossip.Reachability.IsReachable(node),
            MemberStatus.Exiting => !state.Gossip.Reachability.IsReachable(node) || state.ExitingConfirmed.Contains(node),
            _ => false,
        };
    }

    private static IEnumerable<Member> Promotions(MembershipState state)
    {
        var members = state.Gossip.Members;
        var enough = HasEnoughMembers(state);
        var youngest = members.Where(static m => m.UpNumber != Member.NotYetUp).Select(static m => m.UpNumber).DefaultIfEmpty(0).Max();
        foreach (var member in members)
        {
            if (member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp && enough)
                yield return member.CopyUp(++youngest);
            else if (member.Status == MemberStatus.Leaving)
                yield return member.Copy(MemberStatus.Exiting);
        }
    }

    /// <summary>Without convergence nobody may become Up, but who is reachable may already work (Akka: WeaklyUp members).</summary>
    private static bool LetInWeakly(MembershipTransition step)
    {
        var state = step.State;
        if (state.Settings.WeaklyUpAfter is not { } after || state.NotConvergedSince is not { } since || step.Now - since < after || !HasEnoughMembers(state))
            return false;

        var reachability = state.ReachabilityExcludingDowned;
        var letIn = step.Gossip.Members
            .Where(m => m.Status == MemberStatus.Joining && reachability.IsReachable(m.UniqueAddress))
            .Select(static m => m.Copy(MemberStatus.WeaklyUp))
            .ToList();
        if (letIn.Count == 0)
            return false;
        foreach (var member in letIn)
            step.Note($"Leader is moving node [{member.Address}] to [WeaklyUp]: no convergence for {(step.Now - since).TotalSeconds:0.0} s");
        step.Change(step.Gossip.Update(letIn));
        return true;
    }

    private static bool HasEnoughMembers(MembershipState state) =>
        state.Gossip.Members.Count >= state.Settings.MinNrOfMembers &&
        state.Settings.MinNrOfMembersOfRole.All(r => state.Gossip.Members.Count(m => m.HasRole(r.Key)) >= r.Value);
}
