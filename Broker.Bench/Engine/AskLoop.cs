using System.Diagnostics;
using Broker.Runtime.Actor;

namespace Broker.Bench.Engine;

/// <summary>Asks for a while, one at a time, and prints throughput and latency.</summary>
internal static class AskLoop
{
    public static async Task RunAsync(string what, IActorRef target, TimeSpan time)
    {
        await AskAsync(target, time / 3, []);
        List<double> latencies = new(4_000_000);
        Cost before = Cost.Now();
        await AskAsync(target, time, latencies);
        Cost cost = Cost.Now().Since(before);
        latencies.Sort();
        string text = FormattableString.Invariant($"{what}, one at a time: p50 {At(0.5):F1} µs, p99 {At(0.99):F1} µs, p99.9 {At(0.999):F1} µs");
        Row.Print(text, latencies.Count, cost);

        double At(double share) => latencies[(int)((latencies.Count - 1) * share)];
    }

    private static async Task AskAsync(IActorRef target, TimeSpan time, List<double> latencies)
    {
        long end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        for (long begin = Stopwatch.GetTimestamp(); begin < end;)
        {
            await target.Ask<string>("hit");
            long now = Stopwatch.GetTimestamp();
            latencies.Add(Stopwatch.GetElapsedTime(begin, now).TotalMicroseconds);
            begin = now;
        }
    }
}
