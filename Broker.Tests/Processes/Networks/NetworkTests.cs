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
    private const string Stops = "The node stops because the cluster has removed it";

    /// <summary>Well below the pause that the failure detector accepts (3 s).</summary>
    private static readonly TimeSpan Unnoticed = TimeSpan.FromSeconds(1.5);

    private SupervisedCluster Cluster => hosts.Cluster;

    [NetworkFact]
    public async Task A_full_partition_leaves_the_majority_and_the_minority_comes_back_when_it_is_over()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "full-partition", output);

        await scenario.DisturbAsync(
            Cluster.Nodes,
            () => hosts.Network.Cut([0, 1], [2, 3, 4]),
            async () =>
            {
                await scenario.LoggedAsync(Nodes(2, 3, 4), DecisionLines.Downs, "DownUnreachable: 3 of 5 members are on the reachable side");
                await scenario.LoggedAsync(Nodes(0, 1), DecisionLines.Downs, "DownReachable: 3 of 5 members are on the unreachable side");
                await scenario.LoggedAsync(Nodes(0), Stops);
                await scenario.LoggedAsync(Nodes(1), Stops);
                // Started again, still cut off: the first seed must not begin a cluster beside the majority's.
                await scenario.LoggedAsync(Nodes(0), "without a majority of them none is started");
            },
            hosts.Network.Heal);

        await scenario.EndAsync();
        Assert.Equal(["node-1", "node-2"], scenario.Downed());
    }

    [NetworkFact]
    public async Task A_partition_that_leaves_no_majority_ends_all_nodes_and_they_begin_anew_when_it_is_over()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "no-majority", output);

        await scenario.DisturbAsync(
            Cluster.Nodes,
            () =>
            {
                hosts.Network.Cut([0, 1], [2, 3, 4]);
                hosts.Network.Cut([2, 3], [4]);
            },
            () => Task.WhenAll(Cluster.Nodes.Select(node => scenario.LoggedAsync([node], Stops))),
            hosts.Network.Heal);

        await scenario.LoggedAsync(Cluster.Nodes, "The first seed starts a new cluster");
        await scenario.EndAsync();
        Assert.Equal(5, scenario.Downed().Count);
    }

    [NetworkFact]
    public async Task Two_nodes_that_only_cannot_reach_each_other_go_and_come_back_when_they_can()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "partial-partition", output);

        await scenario.DisturbAsync(
            Nodes(0, 1),
            () => hosts.Network.Cut([0], [1]),
            async () =>
            {
                await scenario.LoggedAsync(Cluster.Nodes, DecisionLines.Downs, "are only indirectly connected and are downed");
                await scenario.LoggedAsync(Nodes(0), Stops);
                await scenario.LoggedAsync(Nodes(1), Stops);
            },
            hosts.Network.Heal);

        await scenario.EndAsync();
        Assert.Equal(["node-1", "node-2"], scenario.Downed());
    }

    [NetworkFact]
    public async Task A_node_whose_traffic_is_dropped_one_way_goes_and_comes_back()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "one-way", output);

        // What node-3 sends reaches nobody; it still receives from all.
        await scenario.DisturbAsync(
            Cluster.Nodes,
            () => hosts.Network.Drop([2], [0, 1, 3, 4]),
            async () =>
            {
                await scenario.LoggedAsync(Nodes(0, 1, 3, 4), DecisionLines.Downs, "DownUnreachable: 4 of 5 members are on the reachable side");
                await scenario.LoggedAsync(Nodes(2), Stops);
            },
            hosts.Network.Heal);

        await scenario.EndAsync();
        Assert.Equal(["node-3"], scenario.Downed());
    }

    [NetworkFact]
    public async Task A_pause_that_the_failure_detector_accepts_changes_nothing()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "short-pause", output);

        await scenario.DisturbAsync(Nodes(3), Cluster[3].Process.Pause, Unnoticed, Cluster[3].Process.Continue);

        var report = await scenario.EndAsync();
        Assert.Empty(scenario.Downed());
        Assert.Empty(scenario.Logged(DecisionLines.Downs));
        Assert.Equal((0, 0), (report.EpochChanges, report.Told));
    }

    [NetworkFact]
    public async Task A_node_that_was_paused_for_too_long_finds_out_and_comes_back()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "long-pause", output);

        await scenario.DisturbAsync(
            Nodes(3),
            Cluster[3].Process.Pause,
            () => scenario.LoggedAsync(Nodes(0, 1, 2, 4), "Member", Cluster[3].Process.Settings.NodeAddress, "was removed"),
            Cluster[3].Process.Continue);

        await scenario.LoggedAsync(Nodes(0, 1, 2, 4), DecisionLines.Downs, "4 of 5 members are on the reachable side");
        await scenario.LoggedAsync(Nodes(3), Stops);
        await scenario.EndAsync();
        Assert.Equal(["node-4"], scenario.Downed());
    }

    [NetworkFact]
    public async Task A_killed_node_that_is_started_again_at_once_is_taken_in_under_its_address()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "kill", output);

        await scenario.DisturbAsync(Nodes(4), static () => { }, Cluster[4].KillAsync, Cluster[4].Start);

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
            await scenario.DisturbAsync([node], static () => { }, node.StopAsync, node.Start);
            await Cluster.HealthyAsync();
            await scenario.LoggedAsync(Cluster.Nodes, "Marking address", node.Process.Settings.NodeAddress, "as Leaving");
            await scenario.LoggedAsync(Cluster.Nodes, "Leader is removing confirmed exiting node", node.Process.Settings.NodeAddress);
        }

        var report = await scenario.EndAsync();
        Assert.Empty(scenario.Downed());
        // Topics move with all they have: no connection sees another epoch.
        Assert.Equal((0, 0), (report.DiedWithOwner, report.EpochChanges));
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
}
