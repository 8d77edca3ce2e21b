using System.Diagnostics;
using System.Globalization;

namespace Broker.Bench.Flood;

/// <summary>What one client that sends as fast as it can does to the others of its node: their latency beside that of quiet times.</summary>
/// <remarks>
/// Quiet and flooded rounds alternate, so that what else the machine does falls on both. The flood comes from a process of its own, as its
/// client's work would else be measured too; it goes to a topic that only the flooder itself hears.
/// </remarks>
internal static class FloodBenchmark
{
    private const int Clients = 8;
    private const int MessagesPerSecond = 50;
    private const int Rounds = 4;

    public static async Task<int> RunAsync(Uri node, TimeSpan each)
    {
        await using var probe = await LatencyProbe.ConnectAsync(node, Clients);
        await probe.MeasureAsync(MessagesPerSecond, each / 2);
        List<double> quiet = [], flooded = [];
        long sent = 0;
        for (var round = 0; round < Rounds; round++)
        {
            quiet.AddRange(await probe.MeasureAsync(MessagesPerSecond, each));
            using var flooder = await StartAsync(node);
            flooded.AddRange(await probe.MeasureAsync(MessagesPerSecond, each));
            sent += await StopAsync(flooder);
        }

        var ratio = At(flooded, 0.99) / At(quiet, 0.99);
        Console.WriteLine($"{Clients} pairs of clients, {MessagesPerSecond} messages a second each, {Rounds} rounds of {each.TotalSeconds:0} s");
        Console.WriteLine("|  | messages | p50 ms | p99 ms |");
        Console.WriteLine("|---|---|---|---|");
        Print("quiet", quiet);
        Print("flooded", flooded);
        Console.WriteLine($"the flooder's own messages: {sent / (Rounds * each.TotalSeconds):0} a second; p99 flooded / quiet: {ratio:0.00}");
        return ratio <= 2 ? 0 : 1;
    }

    private static void Print(string name, List<double> latencies) => Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"| {name} | {latencies.Count} | {At(latencies, 0.5):0.00} | {At(latencies, 0.99):0.00} |"));

    private static double At(List<double> latencies, double part)
    {
        latencies.Sort();
        return latencies[Math.Min(latencies.Count - 1, (int)(part * latencies.Count))];
    }

    // Measured is the flood, not the start of a process: it says when it has filled what there is of buffers on its way.
    private static async Task<Process> StartAsync(Uri node)
    {
        var flooder = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["flooder", node.ToString()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        await flooder.StandardOutput.ReadLineAsync();
        return flooder;
    }

    private static async Task<long> StopAsync(Process flooder)
    {
        flooder.StandardInput.Close();
        var sent = await flooder.StandardOutput.ReadToEndAsync();
        await flooder.WaitForExitAsync();
        return long.Parse(sent, CultureInfo.InvariantCulture);
    }
}
