using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using EngineTests.Simulation.Histories;
using Xunit.Abstractions;

namespace EngineTests.Simulation;

/// <summary>
/// Thousands of histories of whole clusters. <c>RELAY_SIM_SEED</c> replays one, step by step, and writes its trace; <c>RELAY_SIM_FIRST</c> and
/// <c>RELAY_SIM_COUNT</c> play others than the usual ones.
/// </summary>
public sealed class HistoriesTests(ITestOutputHelper output)
{
    private const int UsualCount = 2000;

    /// <summary>What the usual histories must contain at least, or they have become too tame to prove anything.</summary>
    private static readonly (string What, long AtLeast, Func<Statistics, long> Count)[] Minimums =
    [
        ("crashes", 2000, static s => s.Crashes),
        ("restarts at the same address at once", 500, static s => s.RestartsAtOnce),
        ("nodes that leave", 2000, static s => s.Leaves),
        ("short pauses", 500, static s => s.ShortPauses),
        ("long pauses", 1000, static s => s.LongPauses),
        ("symmetric partitions", 1500, static s => s.SymmetricPartitions),
        ("one-way partitions", 700, static s => s.OneWayPartitions),
        ("partial partitions", 1000, static s => s.PartialPartitions),
        ("flapping links", 700, static s => s.FlappingLinks),
        ("slow and lossy spells", 1000, static s => s.SlowSpells + s.LossySpells),
        ("first seeds restarted while cut off", 300, static s => s.CutOffFirstSeeds),
        ("messages lost", 100_000, static s => s.Lost),
        ("system messages that came twice", 2000, static s => s.Duplicates),
        ("resolver decisions for the reachable side", 1500, static s => s.DownedUnreachable),
        ("resolver decisions against it", 1000, static s => s.DownedReachable),
        ("resolver decisions against all", 500, static s => s.DownedAll),
        ("indirectly connected nodes downed", 400, static s => s.DownedIndirect),
        ("clean partitions whose sides were judged", 100, static s => s.SidesChecked),
        ("attempts of clusters to merge", 2000, static s => s.MergeAttempts),
        ("smaller clusters that ended", 300, static s => s.IslandsGivenUp),
        ("members that became WeaklyUp", 1000, static s => s.WeaklyUp),
        ("ends of watched actors told", 20_000, static s => s.EndsTold),
        ("coordinators started", 5000, static s => s.Coordinators),
        ("hand-offs", 20_000, static s => s.HandOffs),
        ("shards allocated in the middle of an upgrade", 2000, static s => s.AllocatedDuringUpgrades),
        ("messages delivered", 500_000, static s => s.Delivered),
    ];

    [Fact]
    public void Two_thousand_histories_break_no_invariant()
    {
        var first = Number("RELAY_SIM_FIRST", 1);
        var count = Number("RELAY_SIM_COUNT", UsualCount);
        var all = new Statistics();
        var failures = new ConcurrentBag<(int Seed, Exception Failure)>();
        var watch = Stopwatch.StartNew();
        var before = Environment.CpuUsage.TotalTime;
        OnThreads(first, count, seed =>
        {
            try
            {
                var history = new History(seed).Play();
                lock (all)
                    all.Add(history.World.Statistics);
            }
            catch (Exception failure)
            {
                failures.Add((seed, failure));
            }
        });
        var cpu = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / count;
        output.WriteLine($"Measured: {count} simulated cluster histories in {watch.Elapsed.TotalSeconds:0} s, {cpu:0.0} ms of CPU each");
        output.WriteLine(all.ToString());
        foreach (var (seed, failure) in failures.OrderBy(static f => f.Seed))
            output.WriteLine($"seed {seed} ({HistoryPlan.Of(seed).Kind}, {HistoryPlan.Of(seed).Machines} machines): {(failure is BrokenInvariant ? failure.Message : failure)}");
        Assert.True(failures.IsEmpty, $"{failures.Count} histories failed; the first is seed {failures.Select(static f => f.Seed).DefaultIfEmpty().Min()}: RELAY_SIM_SEED replays it");
        if (count != UsualCount)
            return;
        var tame = Minimums.Where(m => m.Count(all) < m.AtLeast).Select(m => $"{m.What}: {m.Count(all)} of {m.AtLeast}").ToList();
        Assert.True(tame.Count == 0, string.Join("; ", tame));
    }

    [Fact]
    public void A_seed_replays_step_by_step()
    {
        var seed = Number("RELAY_SIM_SEED", 7);
        var history = new History(seed, tracing: true);
        try
        {
            history.Play();
        }
        finally
        {
            if (Environment.GetEnvironmentVariable("RELAY_SIM_SEED") is not null)
            {
                var file = Path.Combine(Path.GetTempPath(), $"relay-sim-{seed}.txt");
                File.WriteAllText(file, $"{string.Join('\n', history.World.TraceLines)}\n{history.Describe()}\n");
                output.WriteLine($"The trace of seed {seed} is in {file}");
            }
        }

        var again = new History(seed, tracing: true).Play();
        Assert.Equal(history.World.TraceLines, again.World.TraceLines);
    }

    /// <summary>On threads of its own, below the others: tests beside this one wait for the thread pool.</summary>
    private static void OnThreads(int first, int count, Action<int> play)
    {
        var next = first - 1;
        var threads = Enumerable.Range(0, Environment.ProcessorCount)
            .Select(_ => new Thread(() =>
            {
                for (var seed = Interlocked.Increment(ref next); seed < first + count; seed = Interlocked.Increment(ref next))
                    play(seed);
            })
            { IsBackground = true, Priority = ThreadPriority.BelowNormal })
            .ToList();
        threads.ForEach(static thread => thread.Start());
        threads.ForEach(static thread => thread.Join());
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
