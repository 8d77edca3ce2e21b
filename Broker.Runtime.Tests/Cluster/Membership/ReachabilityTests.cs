using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Membership;
using static EngineTests.Membership.Nodes;

namespace EngineTests.Membership;

public sealed class ReachabilityTests
{
    private static readonly HashSet<UniqueAddress> All = [Node(1), Node(2), Node(3)];

    [Fact]
    public void A_node_is_unreachable_while_anyone_says_so()
    {
        var table = Reachability.Empty.Unreachable(Node(1), Node(3)).Unreachable(Node(2), Node(3));
        Assert.False(table.IsReachable(Node(3)));
        table = table.Reachable(Node(1), Node(3));
        Assert.True(table.IsReachable(Node(1), Node(3)));
        Assert.False(table.IsReachable(Node(3)));
        Assert.True(table.Reachable(Node(2), Node(3)).IsAllReachable);
    }

    [Fact]
    public void A_merge_takes_each_observers_newer_word()
    {
        var old = Reachability.Empty.Unreachable(Node(1), Node(3));
        var newer = old.Reachable(Node(1), Node(3)).Unreachable(Node(2), Node(3));
        var merged = old.Merge(All, newer);
        Assert.True(merged.IsReachable(Node(1), Node(3)));
        Assert.False(merged.IsReachable(Node(2), Node(3)));
    }

    [Fact]
    public void Terminated_is_final()
    {
        var table = Reachability.Empty.Terminated(Node(1), Node(2));
        Assert.Same(table, table.Reachable(Node(1), Node(2)));
        Assert.False(table.IsReachable(Node(2)));
    }

    [Fact]
    public void What_downed_observers_say_can_be_left_out()
    {
        var table = Reachability.Empty.Unreachable(Node(1), Node(3)).Unreachable(Node(3), Node(1));
        var without = table.WithoutObservers(new HashSet<UniqueAddress> { Node(3) });
        Assert.True(without.IsReachable(Node(1)));
        Assert.False(without.IsReachable(Node(3)));
    }
}
