using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Membership;

namespace EngineTests.Membership.Simulation;

/// <summary>What must hold after every single step of every node.</summary>
internal sealed class InvariantChecker(SimulatedCluster cluster)
{
    private readonly Dictionary<UniqueAddress, HashSet<UniqueAddress>> _removed = [];

    public void AfterStep(SimulatedNode node, MembershipState before)
    {
        if (ReferenceEquals(before.Gossip, node.State.Gossip))
            return;
        var gossip = node.State.Gossip;
        Expect(gossip.Seen.IsSubsetOf(gossip.Nodes), node, "a node that is no member has seen the view");
        Expect(
            gossip.Reachability.Records.Keys.All(r => gossip.HasMember(r.Observer) && gossip.HasMember(r.Subject)),
            node,
            "reachability speaks of a node that is no member");
        Expect(!gossip.Tombstones.Keys.Any(gossip.HasMember), node, "a removed incarnation is a member");
        Expect(
            gossip.Members.Select(static m => m.Address).Distinct().Count() == gossip.Members.Count,
            node,
            "two incarnations of one address are members at once");
        NoMemberReturns(node, before.Gossip);
        NoStatusGoesBack(node, before.Gossip);
        OneLeaderPerConvergedView(node);
    }

    private void NoMemberReturns(SimulatedNode node, Gossip before)
    {
        if (!_removed.TryGetValue(node.Self, out var removed))
            _removed[node.Self] = removed = [];
        removed.UnionWith(before.Nodes.Except(node.State.Gossip.Nodes));
        Expect(!removed.Overlaps(node.State.Gossip.Nodes), node, "a removed incarnation returned");
    }

    private void NoStatusGoesBack(SimulatedNode node, Gossip before)
    {
        foreach (var member in node.State.Gossip.Members)
        {
            var earlier = before.FindMember(member.UniqueAddress);
            if (earlier is not null)
                Expect(Member.PickNextTransition(earlier, member).Status == member.Status, node, $"{earlier} went back to {member}");
        }
    }

    private void OneLeaderPerConvergedView(SimulatedNode node)
    {
        if (!node.State.IsConverged)
            return;
        foreach (var other in cluster.Running)
        {
            if (other != node && other.State.IsMember && other.State.IsConverged &&
                other.State.Gossip.Version.CompareTo(node.State.Gossip.Version) == VectorClockOrdering.Same)
                Expect(other.State.Leader == node.State.Leader, node, $"two leaders of one view: {node.State.Leader} and {other.State.Leader}");
        }
    }

    private void Expect(bool holds, SimulatedNode node, string broken)
    {
        if (!holds)
            Assert.Fail($"seed {cluster.Seed} at {cluster.Now}: {node.Self}: {broken}\n{cluster.Describe()}");
    }
}
