using System.Text.Json;

namespace Broker.Bench.Micro;

/// <summary>The most bytes that one operation of each benchmark may allocate, from <c>budgets.json</c>.</summary>
internal static class Budgets
{
    private const int Calls = 2_000;
    private const int Rounds = 15;

    /// <summary>Runs every benchmark for a moment and compares; false when one is over its budget, or has none.</summary>
    public static bool Check()
    {
        var budgets = Read();
        var isGood = true;
        foreach (var (name, part, method, operations) in MicroBenchmarks.Each())
        {
            var hasBudget = budgets.Remove(name, out var budget);
            var instance = Activator.CreateInstance(part)!;
            var allocated = Measure(method.CreateDelegate<Action>(instance), operations, hasBudget ? budget : 0);
            (instance as IDisposable)?.Dispose();
            var isWithin = hasBudget && allocated <= budget;
            isGood &= isWithin;
            Console.WriteLine(FormattableString.Invariant(
                $"{(isWithin ? "within" : hasBudget ? "OVER  " : "NONE  ")} {name,-36} {allocated,8:F1} bytes, budget {(hasBudget ? budget : 0)}"));
        }

        foreach (var unknown in budgets.Keys)
        {
            Console.WriteLine($"{unknown} has a budget, but there is no such benchmark");
            isGood = false;
        }

        return isGood;
    }

    private static Dictionary<string, double> Read()
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "budgets.json"));
        return JsonSerializer.Deserialize<Dictionary<string, double>>(file)!;
    }

    // The whole process, since some parts work on other threads. It allocates for other reasons now and then, and more before the
    // compiler has optimized what runs often, so the best of some rounds counts.
    private static double Measure(Action run, int operations, double budget)
    {
        var calls = Math.Max(1, Calls / operations);
        var least = double.MaxValue;
        for (var round = 0; round < Rounds && (round < 2 || least > budget); round++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            for (var i = 0; i < calls; i++)
            {
                run();
            }

            var each = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / ((long)calls * operations);
            least = Math.Min(least, each);
        }

        return least;
    }
}
