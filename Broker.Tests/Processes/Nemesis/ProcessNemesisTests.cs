using System.Globalization;
using Broker.Testing.Histories;
using Broker.Testing.Nemesis;
using Broker.Testing.Processes;
using Broker.Testing.Waiting;
using Xunit.Abstractions;

namespace Broker.Tests.Processes.Nemesis;

[Collection(ProcessTests.Name)]
public sealed class ProcessNemesisTests(ITestOutputHelper output)
{
    private const int DefaultSeconds = 100;

    [LinuxFact]
    public async Task Nothing_accepted_is_lost_while_nodes_are_killed_stopped_paused_and_restarted()
    {
        var options = new NemesisOptions
        {
            Seed = Seed.Choose(),
            Nodes = Number("RELAY_NEMESIS_NODES", 5),
            Duration = TimeSpan.FromSeconds(Number("RELAY_NEMESIS_SECONDS", DefaultSeconds)),
        };
        output.WriteLine($"Measured: Nemesis with {options}; {Seed.Variable}={options.Seed} repeats its choices");
        await using var cluster = await SupervisedCluster.StartAsync(NodeSettings.OnLoopback(options.Nodes));
        await using var traffic = await Traffic.StartAsync(cluster, new TrafficOptions(), options.Seed);
        var nemesis = new ProcessNemesis(cluster, options) { Say = output.WriteLine };
        var failure = await Record.ExceptionAsync(nemesis.RunAsync) ?? await Record.ExceptionAsync(traffic.FinishAsync);

        var history = traffic.History();
        var report = HistoryChecker.Check(history, new HistoryRules());
        output.WriteLine($"Measured: {nemesis.Summary}; removed by the others and started again {cluster.Nodes.Sum(node => node.Downed)}");
        output.WriteLine($"Measured: {report.Counts}");
        foreach (var line in PauseSummary.Of(history))
        {
            output.WriteLine($"Measured: {line}");
        }

        if (failure is not null || !report.IsClean)
        {
            var folder = await KeptRun.WriteAsync($"processes-{options.Seed}", cluster, history, $"{failure}{Environment.NewLine}{report}");
            Assert.Fail($"{options}; logs and history are in {folder}{Environment.NewLine}{failure?.Message}{Environment.NewLine}{report}");
        }
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
