using Xunit.Abstractions;

namespace EngineTests.Membership.Simulation;

public sealed class SimulatedClusterTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Three_nodes_started_together_are_all_up_within_a_second(int seed)
    {
        var cluster = new SimulatedCluster(seed);
        cluster.StartAll(3);
        var took = cluster.RunUntil("three nodes Up", cluster.AllRunningAreUpTogether, Limit);
        output.WriteLine($"seed {seed}: formed in {took.TotalMilliseconds:0} ms");
        Assert.True(took < TimeSpan.FromSeconds(1), $"seed {seed}: took {took}");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Seven_nodes_form_one_cluster_though_a_tenth_of_the_messages_is_lost(int seed)
    {
        var cluster = new SimulatedCluster(seed, new SimulationOptions { Loss = 0.1, MaxDelay = TimeSpan.FromMilliseconds(200) });
        cluster.StartAll(7);
        cluster.RunUntil("seven nodes Up", cluster.AllRunningAreUpTogether, Limit);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_crashed_node_is_found_unreachable_then_downed_and_removed(int seed)
    {
        var cluster = Formed(seed, 5);
        cluster.Crash(4);
        var victim = cluster[4].Self;
        var detected = cluster.RunUntil(
            "unreachable", () => cluster.Running.Any(n => !n.State.Gossip.Reachability.IsReachable(victim)), Limit);
        var removed = cluster.RunUntil("removed", () => cluster.AllRunningAreUpTogether(), Limit);
        output.WriteLine($"seed {seed}: detected after {detected.TotalSeconds:0.0} s, removed {removed.TotalSeconds:0.0} s later");
        Assert.InRange(detected.TotalSeconds, 2, 6);
        Assert.InRange(removed.TotalSeconds, 4.5, 8);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_node_restarted_at_its_address_replaces_its_predecessor_without_waiting(int seed)
    {
        var cluster = Formed(seed, 3);
        cluster.Start(2, 1, 2, 3);
        var took = cluster.RunUntil("the new incarnation is Up", cluster.AllRunningAreUpTogether, Limit);
        Assert.True(took < TimeSpan.FromSeconds(2), $"seed {seed}: took {took}");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void The_first_seed_restarted_joins_the_cluster_that_is_there(int seed)
    {
        var cluster = Formed(seed, 3);
        cluster.Start(1, 1, 2, 3);
        cluster.RunUntil("one cluster of three", cluster.AllRunningAreUpTogether, Limit);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_leaving_node_is_removed_without_being_found_unreachable(int seed)
    {
        var cluster = Formed(seed, 3);
        cluster.Leave(1);
        var took = cluster.RunUntil("removed", () => !cluster[1].IsRunning && cluster.AllRunningAreUpTogether(), Limit);
        Assert.True(took < TimeSpan.FromSeconds(2), $"seed {seed}: took {took}");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void After_a_partition_the_majority_goes_on_and_the_minority_stops(int seed)
    {
        var cluster = Formed(seed, 5);
        cluster.Partition([1, 2], [3, 4, 5]);
        cluster.RunUntil("the minority stopped", () => !cluster[1].IsRunning && !cluster[2].IsRunning, Limit);
        cluster.RunUntil("the majority goes on as three", () => cluster.Running.Count() == 3 && cluster.AllRunningAreUpTogether(), Limit);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Of_two_equal_sides_the_one_with_the_lowest_address_goes_on(int seed)
    {
        var cluster = Formed(seed, 4);
        cluster.Partition([1, 4], [2, 3]);
        cluster.RunUntil("the other side stopped", () => !cluster[2].IsRunning && !cluster[3].IsRunning, Limit);
        cluster.RunUntil("two go on", () => cluster[1].IsRunning && cluster[4].IsRunning && cluster.AllRunningAreUpTogether(), Limit);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_partition_that_heals_before_the_resolver_decides_leaves_everybody_in(int seed)
    {
        var cluster = Formed(seed, 5, new SimulationOptions { Resolver = new() { StableAfter = TimeSpan.FromSeconds(20) } });
        cluster.Partition([1, 2], [3, 4, 5]);
        cluster.RunFor(TimeSpan.FromSeconds(10));
        Assert.Contains(cluster.Running, static n => !n.State.Gossip.Reachability.IsAllReachable);
        cluster.Heal();
        cluster.RunUntil("all five together", () => cluster.Running.Count() == 5 && cluster.AllRunningAreUpTogether(), Limit);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_happens_the_cluster_comes_back_to_one_healthy_view(int seed)
    {
        var cluster = Formed(seed, 3 + (seed % 5), new SimulationOptions { Loss = 0.02, MaxDelay = TimeSpan.FromMilliseconds(50) });
        var faults = new RandomFaults(cluster);
        for (var i = 0; i < 20; i++)
            faults.Next();
        faults.End();
        output.WriteLine($"seed {seed}: {faults}");
        cluster.RunUntil("one cluster of all", () => faults.ReviveStopped() == 0 && cluster.AllRunningAreUpTogether(), TimeSpan.FromMinutes(5));
    }

    private static SimulatedCluster Formed(int seed, int count, SimulationOptions? options = null)
    {
        var cluster = new SimulatedCluster(seed, options);
        cluster.StartAll(count);
        cluster.RunUntil("formed", cluster.AllRunningAreUpTogether, Limit);
        // Long enough for heartbeats to have a history.
        cluster.RunFor(TimeSpan.FromSeconds(10));
        return cluster;
    }
}
