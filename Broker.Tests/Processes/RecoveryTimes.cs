using System.Diagnostics;
using System.Globalization;
using Broker.Testing.Processes;

namespace Broker.Tests.Processes;

/// <summary>Reads out of the survivors' logs which part of a recovery took how long.</summary>
internal static class RecoveryTimes
{
    private static readonly (string Part, string Line)[] Parts =
    [
        ("noticed as unreachable", "unreachable"),
        ("downed by the split-brain resolver", "downing"),
        ("removed from the cluster", "removed"),
    ];

    /// <summary>One line for each part, counted from the kill.</summary>
    public static string Describe(long killedAt, IEnumerable<NodeProcess> survivors)
    {
        var lines = survivors.SelectMany(node => node.Output.Snapshot()).Where(line => line.At > killedAt).OrderBy(line => line.At).ToList();
        return string.Join(Environment.NewLine, Parts.Select(part =>
        {
            var line = lines.Find(line => line.Text.Contains(part.Line, StringComparison.OrdinalIgnoreCase));
            return line is null
                ? $"Measured:   {part.Part}: no line of a log tells"
                : string.Create(CultureInfo.InvariantCulture, $"Measured:   {part.Part} after {Stopwatch.GetElapsedTime(killedAt, line.At).TotalSeconds:0.00} s: {line.Text}");
        }));
    }
}
