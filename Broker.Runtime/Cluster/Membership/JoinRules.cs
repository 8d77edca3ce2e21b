namespace Broker.Runtime.Cluster.Membership;

/// <summary>How nodes come in.</summary>
internal static class JoinRules
{
    public static void JoinSelf(MembershipTransition step)
    {
        if (step.State.IsMember)
            return;
        var self = Member.Create(step.Self, step.State.Settings.Roles, step.State.Settings.AppVersion);
        step.Note($"Node [{step.Self.Address}] joins itself and so starts a new cluster");
        step.State = step.State with { HasFounded = true };
        step.Change(step.Gossip.Update([self]));
    }

    public static void Join(MembershipTransition step, MembershipEvent.JoinAsked asked)
    {
        if (step.State.SelfMember is not { } self)
            return;
        if (self.Status is MemberStatus.Down or MemberStatus.Exiting)
        {
            step.Note($"Join of [{asked.Node}] ignored: this node is {self.Status} itself");
            return;
        }

        if (step.Gossip.Tombstones.ContainsKey(asked.Node))
        {
            // It may not even know that it was let in once. It has to come back as another incarnation.
            step.Warn($"Join of [{asked.Node}] refused: this incarnation was removed and cannot come back");
            step.SendGossip(asked.Node);
            return;
        }

        if (step.Gossip.HasMember(asked.Node))
            WelcomeAgain(step, asked.Node);
        else if (step.Gossip.FindMember(asked.Node.Address) is { } predecessor)
            Replace(step, predecessor, asked);
        else
            Admit(step, asked);
    }

    /// <summary>Lets in those whose predecessor at the same address is gone by now.</summary>
    public static void AdmitWaiting(MembershipTransition step)
    {
        if (step.State.WaitingJoins.IsEmpty)
            return;
        foreach (var (node, asked) in step.State.WaitingJoins.OrderBy(static w => w.Key))
        {
            if (step.Gossip.FindMember(node.Address) is { } occupant && occupant.UniqueAddress != node)
                continue;
            step.State = step.State with { WaitingJoins = step.State.WaitingJoins.Remove(node) };
            Join(step, asked);
        }
    }

    public static void Welcome(MembershipTransition step, MembershipEvent.Welcomed welcomed)
    {
        if (step.State.IsMember || !welcomed.Gossip.HasMember(step.Self))
            return;
        step.Note($"Welcome from [{welcomed.From.Address}]");
        step.State = step.State with { Gossip = welcomed.Gossip.MarkSeen(step.Self) };
        // So that whoever let us in knows that we have the view.
        step.SendGossip(welcomed.From);
    }

    /// <summary>
    /// Who was let in by a node that was removed before it told anybody is a member in its own eyes only. So it asks others again
    /// until it is Up; to those who know it that means nothing.
    /// </summary>
    public static void Repeat(MembershipTransition step)
    {
        if (step.State.SelfMember?.Status is not (MemberStatus.Joining or MemberStatus.WeaklyUp))
            return;
        var due = step.State.NextJoin ?? step.Now + step.State.Settings.RepeatJoinInterval;
        if (step.Now >= due)
        {
            foreach (var target in step.Choose(step.Gossip.Nodes.Where(step.State.CanGossipWith), 1))
                step.Emit(new MembershipEffect.SendJoin(target));
            due = step.Now + step.State.Settings.RepeatJoinInterval;
        }

        step.State = step.State with { NextJoin = due };
    }

    /// <summary>The first welcome was lost.</summary>
    private static void WelcomeAgain(MembershipTransition step, UniqueAddress node)
    {
        if (node != step.Self)
            step.Emit(new MembershipEffect.SendWelcome(node, step.Gossip));
    }

    /// <summary>A new process listens at the address of a member, so that member is dead. The new one comes in when it is removed.</summary>
    private static void Replace(MembershipTransition step, Member predecessor, MembershipEvent.JoinAsked asked)
    {
        var waiting = step.State.WaitingJoins.RemoveRange(step.State.WaitingJoins.Keys.Where(n => n.Address == asked.Node.Address));
        step.State = step.State with { WaitingJoins = waiting.Add(asked.Node, asked) };

        var gossip = step.Gossip;
        if (predecessor.Status is not (MemberStatus.Down or MemberStatus.Exiting))
        {
            step.Note($"New incarnation [{asked.Node}] of member [{predecessor.UniqueAddress}]: the old one is downed and will be removed");
            gossip = gossip.Update([predecessor.Copy(MemberStatus.Down)]);
        }

        gossip = gossip.WithReachability(gossip.Reachability.Terminated(step.Self, predecessor.UniqueAddress));
        if (!ReferenceEquals(gossip, step.Gossip))
            step.Change(gossip);
    }

    private static void Admit(MembershipTransition step, MembershipEvent.JoinAsked asked)
    {
        step.Note($"Node [{asked.Node.Address}] is joining, roles [{string.Join(", ", asked.Roles.Order(StringComparer.Ordinal))}]");
        step.Change(step.Gossip.Update([Member.Create(asked.Node, asked.Roles, asked.AppVersion)]));
        step.Emit(new MembershipEffect.SendWelcome(asked.Node, step.Gossip));
    }
}
