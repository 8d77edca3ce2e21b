using Broker.Testing.Histories;
using Broker.Testing.Nemesis;
using Xunit.Abstractions;

namespace Broker.Tests.Processes.Nemesis;

/// <summary>Judges a run, prints what it counted, and keeps everything of one that broke a promise.</summary>
internal static class RunVerdict
{
    /// <summary>What docs/testing.md says is promised.</summary>
    public static HistoryRules Rules { get; } = new();

    /// <param name="name">Names the run in the output.</param>
    /// <param name="cluster">The nodes.</param>
    /// <param name="traffic">What was published and seen.</param>
    /// <param name="failure">What went wrong before the end, if something did.</param>
    /// <param name="output">The test's output.</param>
    /// <param name="faults">The kinds of faults whose cost is printed; null: all.</param>
    public static async Task<HistoryReport> PassAsync(
        string name, SupervisedCluster cluster, Traffic traffic, Exception? failure, ITestOutputHelper output, Func<Fault, bool>? faults = null)
    {
        var history = traffic.History();
        var report = HistoryChecker.Check(history, Rules);
        output.WriteLine($"Measured: {name}: {report.Counts}");
        foreach (var line in PauseSummary.Of(history with { Faults = [.. history.Faults.Where(faults ?? (static _ => true))] }))
        {
            output.WriteLine($"Measured: {line}");
        }

        if (failure is not null || !report.IsClean)
        {
            var folder = await KeptRun.WriteAsync(name, cluster, history, $"{failure}{Environment.NewLine}{report}");
            Assert.Fail($"Logs and history are in {folder}{Environment.NewLine}{failure?.Message}{Environment.NewLine}{report}");
        }

        return report;
    }
}
