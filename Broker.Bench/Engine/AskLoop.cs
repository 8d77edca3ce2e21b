using System.Diagnostics;
using Broker.Runtime.Actor;

namespace Broker.Bench.Engine;

/// <summary>Asks for a while, one at a time, and prints throughput and latency.</summary>
internal static class AskLoop
{
    /// <param name="what">Names the row.</param>
    /// <param name="target">Who is asked.</param>
    /// <param name="time">For how long.</param>
    /// <param name="costThere">What the asked process has used; null when it is this one.</param>
    public static async Task RunAsync(string what, IActorRef target, TimeSpan time, Func<Task<Cost>>? costThere = null)
    {
        await AskAsync(target, time / 3, []);
        List<double> latencies = new(4_000_000);
        costThere ??= static () => Task.FromResult(default(Cost));
        (Cost there, Cost here) = (await costThere(), Cost.Now());
        await AskAsync(target, time, latencies);
        (Cost hereAfter, Cost thereAfter) = (Cost.Now(), await costThere());
        latencies.Sort();
        string text = FormattableString.Invariant($"{what}, one at a time: p50 {At(0.5):F1} µs, p99 {At(0.99):F1} µs, p99.9 {At(0.999):F1} µs");
        Row.Print(text, latencies.Count, hereAfter.Since(here), thereAfter.Since(there));

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
