using Broker.Testing.Histories;
using Broker.Testing.Nemesis;
using Xunit.Abstractions;

namespace Broker.Tests.Processes.Networks;

/// <summary>
/// What happens between real hosts: after each of these the cluster becomes one healthy membership by itself, its logs say what it decided and why, and
/// clients on all nodes saw what they were promised.
/// </summary>
[Collection(ProcessTests.Name)]
public sealed class NetworkTests(FiveHosts hosts, ITestOutputHelper output) : IClassFixture<FiveHosts>
{
    /// <summary>Longer than detection (3 s) and the resolver's wait (5 s) take together, on a machine that is busy.</summary>
    private static readonly TimeSpan UntilDecided = TimeSpan.FromSeconds(14);

    /// <summary>Well below the pause that the failure detector accepts (3 s).</summary>
    private static readonly TimeSpan Unnoticed = TimeSpan.FromSeconds(1.5);

    private SupervisedCluster Cluster => hosts.Cluster;

    [NetworkFact]
    public async Task A_full_partition_leaves_the_majority_and_the_minority_comes_back_when_it_is_over()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "full-partition", output);

        await scenario.DisturbAsync(Cluster.Nodes, UntilDecided * 2.5, () => hosts.Network.Cut([0, 1], [2, 3, 4]), hosts.Network.Heal);

        await scenario.LoggedAsync(Nodes(2, 3, 4), "Split brain resolver downs", "DownUnreachable: 3 of 5 members are on the reachable side");
        await scenario.LoggedAsync(Nodes(0, 1), "Split brain resolver downs", "DownReachable: 3 of 5 members are on the unreachable side");
        await scenario.LoggedAsync(Nodes(0), "The node stops because the cluster has removed it");
        await scenario.LoggedAsync(Nodes(1), "The node stops because the cluster has removed it");
        await scenario.EndAsync();
        Assert.Equal(["node-1", "node-2"], scenario.Downed());
    }

    [NetworkFact]
    public async Task Two_nodes_that_only_cannot_reach_each_other_go_and_come_back_when_they_can()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "partial-partition", output);

        await scenario.DisturbAsync(Nodes(0, 1), UntilDecided, () => hosts.Network.Cut([0], [1]), hosts.Network.Heal);

        await scenario.LoggedAsync(Cluster.Nodes, "Split brain resolver downs", "are only indirectly connected and are downed");
        await scenario.EndAsync();
        Assert.Equal(["node-1", "node-2"], scenario.Downed());
    }

    [NetworkFact]
    public async Task A_node_whose_traffic_is_dropped_one_way_goes_and_comes_back()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "one-way", output);

        // What node-3 sends reaches nobody; it still receives from all.
        await scenario.DisturbAsync(Cluster.Nodes, UntilDecided, () => hosts.Network.Drop([2], [0, 1, 3, 4]), hosts.Network.Heal);

        await scenario.LoggedAsync(Nodes(0, 1, 3, 4), "Split brain resolver downs", "DownUnreachable: 4 of 5 members are on the reachable side");
        await scenario.LoggedAsync(Nodes(2), "The node stops because the cluster has removed it");
        await scenario.EndAsync();
        Assert.Equal(["node-3"], scenario.Downed());
    }

    [NetworkFact]
    public async Task A_pause_that_the_failure_detector_accepts_changes_nothing()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "short-pause", output);

        await PauseAsync(3, Unnoticed);

        var report = await scenario.EndAsync();
        Assert.Empty(scenario.Downed());
        Assert.Empty(scenario.Logged("Split brain resolver downs"));
        Assert.Equal((0, 0), (report.EpochChanges, report.Told));
    }

    [NetworkFact]
    public async Task A_node_that_was_paused_for_too_long_finds_out_and_comes_back()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "long-pause", output);

        await PauseAsync(3, UntilDecided);

        await scenario.LoggedAsync(Nodes(0, 1, 2, 4), "Split brain resolver downs", "4 of 5 members are on the reachable side");
        await scenario.LoggedAsync(Nodes(3), "The node stops because the cluster has removed it");
        await scenario.EndAsync();
        Assert.Equal(["node-4"], scenario.Downed());
    }

    [NetworkFact]
    public async Task A_killed_node_that_is_started_again_at_once_is_taken_in_under_its_address()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "kill", output);
        var from = Cluster.Clock.Now;

        await Cluster[4].KillAsync();
        Cluster[4].Start();

        Cluster.Recorder.Add(new Fault("kill", [Cluster[4].Name], from, Cluster.Clock.Now));
        await scenario.LoggedAsync(Cluster.Nodes, "New incarnation", "the old one is downed and will be removed");
        await scenario.EndAsync();
        Assert.Empty(scenario.Downed());
    }

    [NetworkFact]
    public async Task Five_nodes_are_restarted_one_after_the_other()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "rolling-restart", output);

        foreach (var node in Cluster.Nodes)
        {
            var from = Cluster.Clock.Now;
            await node.StopAsync();
            node.Start();
            Cluster.Recorder.Add(new Fault("rolling-restart", [node.Name], from, Cluster.Clock.Now));
            await Cluster.HealthyAsync();
            await scenario.LoggedAsync(Cluster.Nodes, "Marking address", node.Process.Settings.NodeAddress, "as Leaving");
            await scenario.LoggedAsync(Cluster.Nodes, "Leader is removing confirmed exiting node", node.Process.Settings.NodeAddress);
        }

        var report = await scenario.EndAsync();
        Assert.Empty(scenario.Downed());
        Assert.Equal(0, report.DiedWithOwner);
    }

    private SupervisedNode[] Nodes(params ReadOnlySpan<int> indexes)
    {
        var nodes = new List<SupervisedNode>();
        foreach (var index in indexes)
        {
            nodes.Add(Cluster[index]);
        }

        return [.. nodes];
    }

    private async Task PauseAsync(int node, TimeSpan time)
    {
        Cluster[node].Freeze();
        try
        {
            await Task.Delay(time, TimeProvider.System);
        }
        finally
        {
            Cluster[node].Thaw(time == Unnoticed ? "short-pause" : "long-pause");
        }
    }
}
