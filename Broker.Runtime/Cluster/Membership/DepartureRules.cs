using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Membership;

/// <summary>How members go: in order, or declared dead.</summary>
internal static class DepartureRules
{
    /// <summary>To how many nodes a stopping node says its last word.</summary>
    private const int FarewellFanOut = 5;

    /// <summary>How long a downed node spreads the word before it stops in any case.</summary>
    private static readonly TimeSpan DownSpreadLimit = TimeSpan.FromSeconds(2);

    public static void Leave(MembershipTransition step, Address address)
    {
        if (step.Gossip.FindMember(address) is not { Status: MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up } member)
            return;
        step.Note($"Marking address [{address}] as Leaving");
        step.Change(step.Gossip.Update([member.Copy(MemberStatus.Leaving)]));
    }

    public static void Down(MembershipTransition step, IEnumerable<Address> addresses)
    {
        var members = new List<Member>();
        foreach (var address in addresses.Order())
        {
            if (step.Gossip.FindMember(address) is { } member)
                members.Add(member);
            else
                step.Note($"Down of unknown node [{address}] ignored");
        }

        Down(step, members);
    }

    public static void DownNodes(MembershipTransition step, IEnumerable<UniqueAddress> nodes) =>
        Down(step, nodes.Order().Select(step.Gossip.FindMember).OfType<Member>());

    /// <summary>
    /// A node that was let in here was let in by another cluster too, and took that one's welcome. Here it would be a member that never
    /// sees a view, and so nobody could become or leave anything any more.
    /// </summary>
    public static void Disown(MembershipTransition step, UniqueAddress node)
    {
        if (node == step.Self || step.Gossip.FindMember(node) is not { } member || member.Status is MemberStatus.Down or MemberStatus.Exiting)
            return;
        step.Warn($"Node [{node}] says that it is a member of another cluster: it is downed here");
        var gossip = step.Gossip.Update([member.Copy(MemberStatus.Down)]);
        step.Change(gossip.WithReachability(gossip.Reachability.Terminated(step.Self, node)));
    }

    /// <summary>An exiting member is done: the leader can remove it without waiting until it is unreachable.</summary>
    public static void Confirm(MembershipTransition step, UniqueAddress node)
    {
        if (step.Gossip.FindMember(node) is { Status: MemberStatus.Leaving or MemberStatus.Exiting })
            step.State = step.State with { ExitingConfirmed = step.State.ExitingConfirmed.Add(node) };
    }

    /// <summary>This node is done and says so to whoever may lead.</summary>
    public static void Complete(MembershipTransition step)
    {
        if (step.State.IsMember)
        {
            var others = step.Gossip.Nodes.Where(step.State.CanGossipWith);
            var targets = step.Choose(others, FarewellFanOut);
            if (step.State.LeaderWithout(step.Self) is { } leader && step.State.CanGossipWith(leader) && !targets.Contains(leader))
                targets.Add(leader);
            foreach (var target in targets)
            {
                if (!step.Gossip.IsSeenBy(target))
                    step.SendGossip(target);
                step.Emit(new MembershipEffect.SendExitingConfirmed(target));
            }
        }

        step.State = step.State with { IsStopped = true };
    }

    /// <summary>
    /// A node that was declared dead stops, after the other downed ones it can reach know the same: on the losing side of a
    /// partition one node decides, and must not vanish before it has told the others.
    /// </summary>
    public static void StopWhenDown(MembershipTransition step)
    {
        if (step.State.IsStopped || step.State.SelfMember?.Status != MemberStatus.Down ||
            step.State.Settings.Omitted.HasFlag(OmittedRules.DownedStops))
            return;
        step.State = step.State with { DownSince = step.State.DownSince ?? step.Now };
        var unreachable = step.Gossip.Reachability.AllUnreachable;
        var downedKnow = step.Gossip.Members.All(m =>
            m.Status != MemberStatus.Down || unreachable.Contains(m.UniqueAddress) || step.Gossip.IsSeenBy(m.UniqueAddress));
        if (downedKnow || step.Now - step.State.DownSince >= DownSpreadLimit)
            Stop(step, "this node was marked as Down");
    }

    public static void Stop(MembershipTransition step, string reason)
    {
        foreach (var target in step.Choose(step.Gossip.Nodes.Where(step.State.CanGossipWith), FarewellFanOut))
            step.SendGossip(target);
        step.Emit(new MembershipEffect.StopSelf(reason));
        step.State = step.State with { IsStopped = true };
    }

    private static void Down(MembershipTransition step, IEnumerable<Member> members)
    {
        var downed = new List<Member>();
        foreach (var member in members.Where(static m => m.Status != MemberStatus.Down))
        {
            var reachable = step.Gossip.Reachability.IsReachable(member.UniqueAddress) ? "reachable" : "unreachable";
            step.Note($"Marking {reachable} node [{member.Address}] as Down, status was {member.Status}");
            downed.Add(member.Copy(MemberStatus.Down));
        }

        if (downed.Count > 0)
            step.Change(step.Gossip.Update(downed));
    }
}
