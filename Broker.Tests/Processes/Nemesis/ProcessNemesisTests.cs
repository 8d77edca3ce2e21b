using Broker.Testing.Nemesis;
using Broker.Testing.Processes;
using Broker.Testing.Waiting;
using Xunit.Abstractions;

namespace Broker.Tests.Processes.Nemesis;

[Collection(ProcessTests.Name)]
public sealed class ProcessNemesisTests(ITestOutputHelper output)
{
    [LinuxFact]
    public async Task Nothing_accepted_is_lost_while_nodes_are_killed_stopped_paused_and_restarted()
    {
        var options = new NemesisOptions
        {
            Seed = Seed.Choose(),
            Nodes = RunSettings.Number("RELAY_NEMESIS_NODES", 5),
            Duration = RunSettings.Seconds("RELAY_NEMESIS_SECONDS", 100),
        };
        output.WriteLine($"Measured: Nemesis with {options}; {Seed.Variable}={options.Seed} repeats its choices");
        await using var cluster = await SupervisedCluster.StartAsync(NodeSettings.OnLoopback(options.Nodes));
        await using var traffic = await Traffic.StartAsync(cluster, new TrafficOptions(), options.Seed);
        var nemesis = new ProcessNemesis(cluster, options) { Say = output.WriteLine };

        var failure = await Record.ExceptionAsync(nemesis.RunAsync) ?? await Record.ExceptionAsync(traffic.FinishAsync);

        output.WriteLine($"Measured: {nemesis.Summary}; removed by the others and started again {cluster.Nodes.Sum(node => node.Downed)}");
        await RunVerdict.PassAsync($"processes-{options.Seed}", cluster, traffic, failure, output);
    }
}
