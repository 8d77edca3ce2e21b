using Broker.Testing.Nemesis;
using Broker.Testing.Waiting;
using Broker.Tests.Processes.Nemesis;
using Xunit.Abstractions;

namespace Broker.Tests.Processes.Networks;

/// <summary>Faults of the network in random order, as long as asked.</summary>
[Collection(ProcessTests.Name)]
public sealed class NetworkNemesisTests(FiveHosts hosts, ITestOutputHelper output) : IClassFixture<FiveHosts>
{
    [NetworkFact]
    public async Task The_cluster_recovers_by_itself_from_whatever_is_done_to_its_network()
    {
        var options = new NemesisOptions { Seed = Seed.Choose(), Duration = RunSettings.Seconds("RELAY_NETWORK_SECONDS", 10) };
        output.WriteLine($"Measured: Network nemesis with {options}; {Seed.Variable}={options.Seed} repeats its choices");
        await using var traffic = await Traffic.StartAsync(hosts.Cluster, new TrafficOptions { Prefix = "network" }, options.Seed);
        var nemesis = new NetworkNemesis(hosts.Cluster, hosts.Network, options) { Say = output.WriteLine };

        var failure = await Record.ExceptionAsync(nemesis.RunAsync) ?? await Record.ExceptionAsync(traffic.FinishAsync);

        output.WriteLine($"Measured: {nemesis.Summary}; removed by the others and started again {hosts.Cluster.Nodes.Sum(node => node.Downed)}");
        await RunVerdict.PassAsync($"network-{options.Seed}", hosts.Cluster, traffic, failure, output);
    }
}
