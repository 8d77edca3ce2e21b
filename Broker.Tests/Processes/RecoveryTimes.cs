using System.Diagnostics;
using System.Globalization;
using Broker.Testing.Processes;

namespace Broker.Tests.Processes;

/// <summary>Reads out of the survivors' logs which part of a recovery took how long.</summary>
internal static class RecoveryTimes
{
    /// <summary>The parts, and their sum: from the kill to the first delivery.</summary>
    public static string Describe(long killedAt, long resumedAt, IEnumerable<NodeProcess> survivors)
    {
        var lines = survivors.SelectMany(node => node.Output.Snapshot()).Where(line => line.At > killedAt).OrderBy(line => line.At).ToList();
        var noticed = At(lines, "as unreachable");
        var removed = At(lines, "was removed");
        return noticed is null || removed is null
            ? $"delivery resumed after {Seconds(killedAt, resumedAt)}; no line of a log tells the parts"
            : $"delivery resumed after {Seconds(killedAt, resumedAt)}: detection {Seconds(killedAt, noticed.Value)}, "
                + $"resolver's wait and removal {Seconds(noticed.Value, removed.Value)}, re-allocation {Seconds(removed.Value, resumedAt)}";
    }

    private static long? At(List<OutputLine> lines, string text) =>
        lines.Find(line => line.Text.Contains(text, StringComparison.Ordinal))?.At;

    private static string Seconds(long from, long to) =>
        Stopwatch.GetElapsedTime(from, to).TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture) + " s";
}
