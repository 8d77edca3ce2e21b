using System.Globalization;

namespace Broker.Bench.Load;

/// <summary>Results as a table: one row for each label, the median where there are several rounds.</summary>
internal static class LoadTable
{
    private static readonly (string Title, Func<LoadResult, double?> Value, string Format)[] Columns =
    [
        ("connections", static r => r.Connections, "N0"),
        ("deliveries/s", static r => r.DeliveriesPerSecond, "N0"),
        ("server CPU µs/delivery", static r => r.ServerCpuMicrosecondsPerDelivery, "F2"),
        ("publishers' node", static r => r.NodeCpuMicrosecondsPerDelivery?[0], "F1"),
        ("topics' node", static r => r.NodeCpuMicrosecondsPerDelivery?[1], "F1"),
        ("subscribers' node", static r => r.NodeCpuMicrosecondsPerDelivery?[2], "F1"),
        ("KiB/connection", static r => r.KiBPerConnection, "F1"),
        ("after they left", static r => r.KiBPerConnectionAfter, "F1"),
        ("connects/s", static r => r.ConnectsPerSecond, "N0"),
        ("server CPU µs/connect", static r => r.ServerCpuMicrosecondsPerConnect, "F0"),
        ("server cores", static r => r.ServerCores, "F3"),
        ("generator cores", static r => r.GeneratorCores, "F2"),
        ("other cores", static r => r.OtherCores, "F2"),
        ("p50 ms", static r => r.P50Ms, "F2"),
        ("p99 ms", static r => r.P99Ms, "F2"),
        ("p99.9 ms", static r => r.P999Ms, "F2"),
        ("lost", static r => r.Lost, "N0"),
        ("duplicated", static r => r.Duplicated, "N0"),
        ("reordered", static r => r.Reordered, "N0"),
        ("failed", static r => r.Failed, "N0"),
    ];

    public static void Print(IReadOnlyList<LoadResult> results)
    {
        var columns = Columns.Where(column => results.Any(result => column.Value(result) is not null)).ToArray();
        Console.WriteLine($"| run | {string.Join(" | ", columns.Select(static column => column.Title))} |");
        Console.WriteLine($"|---|{string.Concat(columns.Select(static _ => "--:|"))}");
        foreach (var rounds in results.GroupBy(static result => (result.Label, result.Scenario, result.Way, result.Nodes)))
        {
            var (label, scenario, way, nodes) = rounds.Key;
            var cells = columns.Select(column => Text(Median(rounds.Select(column.Value)), column.Format));
            Console.WriteLine($"| {label}, {scenario}, {way}, {nodes} node(s) | {string.Join(" | ", cells)} |");
        }

        foreach (var failure in results.Select(static result => result.FirstFailure).OfType<string>().Distinct())
        {
            Console.WriteLine($"First failure of a run: {failure}");
        }
    }

    private static double? Median(IEnumerable<double?> values)
    {
        double[] sorted = [.. values.OfType<double>().Order()];
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static string Text(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "";
}
