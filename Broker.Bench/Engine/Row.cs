using System.Diagnostics;
using System.Globalization;

namespace Broker.Bench.Engine;

/// <summary>Prints one row of the table.</summary>
internal static class Row
{
    public static void Print(string what, long messages, Cost sender, Cost receiver = default) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {what} | {messages / Stopwatch.GetElapsedTime(0, sender.At).TotalSeconds:N0} | {Cpu(sender, messages):F2} + {Cpu(receiver, messages):F2} | {PerMessage(sender.Allocated, messages)} + {PerMessage(receiver.Allocated, messages)} | {PerMessage(sender.Sent, messages)} |"));

    private static double Cpu(Cost cost, long messages) => cost.Cpu.TotalMicroseconds / messages;

    private static string PerMessage(long bytes, long messages) => ((double)bytes / messages).ToString("F1", CultureInfo.InvariantCulture);
}
