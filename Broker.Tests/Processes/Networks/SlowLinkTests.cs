using System.Net;
using Broker.Testing.Nemesis;
using Broker.Testing.Networks;
using Broker.Testing.Processes;
using Xunit.Abstractions;

namespace Broker.Tests.Processes.Networks;

/// <summary>Links between nodes that are slow, or silent without breaking: a forwarder in front of every node's port.</summary>
[Collection(ProcessTests.Name)]
public sealed class SlowLinkTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Count = 3;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(200);

    private readonly List<LinkForwarder> _links = [];
    private SupervisedCluster? _cluster;

    private SupervisedCluster Cluster => _cluster!;

    public async Task InitializeAsync()
    {
        var nodes = NodeSettings.OnLoopback(Count);
        _links.AddRange(nodes.Select(node => LinkForwarder.Start(Loopback(FreePorts.Next()), Loopback(node.NodePort!.Value))));
        var seeds = _links.Select(link => link.Address.ToString()).ToList();
        _cluster = await SupervisedCluster.StartAsync(nodes.Select((node, index) => node with { PublicAddress = seeds[index], Seeds = seeds }));
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        foreach (var link in _links)
        {
            await link.DisposeAsync();
        }
    }

    [LinuxFact]
    public async Task With_200_ms_on_every_link_and_a_short_stall_nobody_is_given_up_and_nothing_is_lost()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "slow-links", output);

        await scenario.DisturbAsync(Cluster.Nodes, () => SetDelay(Delay), TimeSpan.FromSeconds(6), static () => { });
        await scenario.DisturbAsync(Cluster.Nodes, () => _links.ForEach(link => link.Stall()), TimeSpan.FromSeconds(1), () => _links.ForEach(link => link.Resume()));
        var report = await scenario.EndAsync();

        Assert.Empty(scenario.Downed());
        Assert.Empty(scenario.Logged(DecisionLines.Downs));
        Assert.Equal((0, 0), (report.EpochChanges, report.Told));

        // A member joins over slow links as well.
        await Cluster[1].StopAsync();
        Cluster[1].Start();
        var took = await Cluster.HealthyAsync();
        output.WriteLine($"Measured: slow-links: a node that starts with 200 ms on every link is a member after {took.TotalSeconds:0.0} s");
    }

    [LinuxFact]
    public async Task A_node_that_nobody_can_reach_any_more_goes_and_comes_back()
    {
        await using var scenario = await NetworkScenario.BeginAsync(Cluster, "stall", output);

        // Connections to node-3 stay open and are silent; those that it has opened itself go on.
        await scenario.DisturbAsync(
            Cluster.Nodes,
            _links[2].Stall,
            () => scenario.LoggedAsync(Cluster.Nodes, DecisionLines.Downs),
            _links[2].Resume);

        await scenario.EndAsync();
        Assert.NotEmpty(scenario.Downed());
    }

    private static IPEndPoint Loopback(int port) => new(IPAddress.Loopback, port);

    private void SetDelay(TimeSpan delay) => _links.ForEach(link => link.Delay = delay);
}
