using System.Collections.Concurrent;
using System.Diagnostics;
using EngineTests.Simulation.Histories;
using Xunit.Abstractions;

namespace EngineTests.Simulation;

public sealed class HistoriesTests(ITestOutputHelper output)
{
    [Fact]
    public void Two_thousand_histories_break_no_invariant()
    {
        var first = int.Parse(Environment.GetEnvironmentVariable("RELAY_SIM_FIRST") ?? "1", System.Globalization.CultureInfo.InvariantCulture);
        var count = int.Parse(Environment.GetEnvironmentVariable("RELAY_SIM_COUNT") ?? "2000", System.Globalization.CultureInfo.InvariantCulture);
        var all = new Statistics();
        var failures = new ConcurrentBag<(int Seed, Exception Failure)>();
        var times = new ConcurrentBag<(double Ms, int Seed, HistoryPlan Plan)>();
        var watch = Stopwatch.StartNew();
        Parallel.For(first, first + count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            try
            {
                var own = Stopwatch.StartNew();
                var history = new History(seed);
                history.Play();
                times.Add((own.Elapsed.TotalMilliseconds, seed, history.Plan));
                lock (all)
                    all.Add(history.World.Statistics);
            }
            catch (Exception failure)
            {
                failures.Add((seed, failure));
            }
        });
        output.WriteLine($"CPU {Environment.CpuUsage.TotalTime.TotalMilliseconds / count:0.0} ms per history");
        output.WriteLine($"{count} histories in {watch.Elapsed.TotalSeconds:0.0} s\n{all}");
        foreach (var size in times.GroupBy(t => t.Plan.Machines).OrderBy(g => g.Key))
            output.WriteLine($"{size.Key} machines: {size.Count()} histories, {size.Average(t => t.Ms):0.0} ms each, most {size.Max(t => t.Ms):0}");
        foreach (var (seed, failure) in failures.OrderBy(f => f.Seed).Take(30))
            output.WriteLine($"seed {seed}: {HistoryPlan.Of(seed).Kind} {HistoryPlan.Of(seed).Machines} {HistoryPlan.Of(seed).Options.Resolver!.Strategy} {failure.GetType().Name} {failure.Message} {(failure is BrokenInvariant ? "" : failure.StackTrace)}");
        output.WriteLine($"{failures.Count} failed: " + string.Join(", ", failures.GroupBy(f => (f.Failure as BrokenInvariant)?.Invariant.ToString() ?? f.Failure.GetType().Name).Select(g => $"{g.Key} {g.Count()}")));
        Assert.Empty(failures);
    }

    [Fact]
    public void Replay()
    {
        if (Environment.GetEnvironmentVariable("RELAY_SIM_SEED") is not { } text)
            return;
        var history = new History(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture), tracing: true);
        try
        {
            history.Play();
        }
        finally
        {
            File.WriteAllText("/tmp/enginesim.trace", string.Join('\n', history.World.TraceLines) + "\n" + history.Describe());
        }
    }
}
