using Broker.Actors.Nodes;
using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Membership;

/// <summary>The cluster as one node sees it: late, and without what happens on the other side of a cut.</summary>
internal sealed class MemberView
{
    /// <summary>The members, oldest first.</summary>
    public List<SimulatedNode> Members { get; } = [];

    /// <summary>One bit for the slot of each member that nobody within reach has heard of lately.</summary>
    public uint Unreachable { get; set; }

    /// <summary>One bit for the slot of each member that leaves.</summary>
    public uint Leaving { get; set; }

    /// <summary>One bit for the slot of each member that is not up yet.</summary>
    public uint Joining { get; set; }

    /// <summary>One bit for the slot of each member that is down and will be taken out.</summary>
    public uint Down { get; set; }

    /// <summary>The version of the common truth that this view shows.</summary>
    public long Version { get; set; }

    /// <summary>Since when nothing changed in who is reachable.</summary>
    public long StableSince { get; set; }

    public bool IsJoining(SimulatedNode node) => (Joining & (1u << node.Slot)) != 0;

    public bool IsReachable(SimulatedNode node) => (Unreachable & (1u << node.Slot)) == 0;

    public bool IsLeaving(SimulatedNode node) => (Leaving & (1u << node.Slot)) != 0;

    /// <summary>The oldest member that stays: where what there is only once in the cluster runs.</summary>
    public SimulatedNode? Oldest => Members.Find(member => !IsLeaving(member) && !IsJoining(member))
        ?? Members.Find(member => !IsJoining(member));

    /// <summary>What the actors of a node are told, in the order of the addresses.</summary>
    public ClusterView ToClusterView(SimulatedNode self)
    {
        var standings = new List<(int Slot, NodeStanding Standing)>(Members.Count);
        foreach (var member in Members)
        {
            if ((Down & (1u << member.Slot)) != 0)
            {
                // For the broker that is no member any more.
                continue;
            }

            var canHost = !IsJoining(member) && !IsLeaving(member);
            standings.Add((member.Slot, new NodeStanding(member.Id, IsReachable(member), IsJoining(member), canHost)));
        }

        standings.Sort(static (left, right) => left.Slot.CompareTo(right.Slot));
        return new ClusterView(self.Id, standings.ConvertAll(static standing => standing.Standing));
    }
}
