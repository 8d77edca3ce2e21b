using System.Globalization;
using Broker.Actors.Topics;
using Broker.Tests.Topics.Simulation.Checks;
using Broker.Tests.Topics.Simulation.Plans;
using Broker.Tests.Topics.Simulation.Reports;

namespace Broker.Tests.Topics.Simulation;

/// <summary>Many histories, one for each seed, on all processors.</summary>
internal sealed record SimulationRun(int FirstSeed, int Seeds, ProtocolRules Rules, Mood? Mood = null)
{
    private const int DefaultSeeds = 2_000;
    private const int ShrinkTries = 2_000;
    private const int DefaultLines = 300;

    /// <summary>Whether nothing was asked for by the environment: as many histories as CI runs.</summary>
    public static bool IsDefault => Environment.GetEnvironmentVariable("RELAY_SIMULATION_SEEDS") is null;

    /// <summary>
    /// <c>RELAY_SIMULATION_SEED</c> is the first seed, <c>RELAY_SIMULATION_SEEDS</c> their number, <c>RELAY_SIMULATION_MOOD</c> the kind of all
    /// histories, <c>RELAY_SIMULATION_LINES</c> how much of a trace is shown.
    /// </summary>
    public static SimulationRun FromEnvironment() => new(
        Number("RELAY_SIMULATION_SEED", 1),
        Number("RELAY_SIMULATION_SEEDS", DefaultSeeds),
        ProtocolRules.All,
        Enum.TryParse<Mood>(Environment.GetEnvironmentVariable("RELAY_SIMULATION_MOOD"), out var mood) ? mood : null);

    /// <summary>Runs them all; throws with the shortened history of the lowest seed that fails.</summary>
    public Report Execute()
    {
        var report = new Report();
        var failed = FindFailure(report);
        return failed is null ? report : throw new InvalidOperationException(Explain(failed.Value));
    }

    /// <summary>The lowest seed that fails among those that were run, or null.</summary>
    public int? FindFailure(Report report)
    {
        var failed = int.MaxValue;
        var gate = new Lock();
        Parallel.For(FirstSeed, FirstSeed + Seeds, (seed, loop) =>
        {
            var world = new World(PlanOf(seed), isTraced: false);
            try
            {
                world.Run();
                report.Add(world.Statistics);
            }
            catch (Exception)
            {
                lock (gate)
                {
                    failed = Math.Min(failed, seed);
                }

                loop.Break();
            }
        });
        return failed == int.MaxValue ? null : failed;
    }

    public Plan PlanOf(int seed) => PlanMaker.Make(seed, Rules, Mood);

    /// <summary>Finds out whether a plan fails; null when it holds.</summary>
    public static Exception? Try(Plan plan)
    {
        try
        {
            new World(plan, isTraced: false).Run();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    /// <summary>Tells what a failing seed comes to, as short as it gets.</summary>
    public string Explain(int seed)
    {
        var plan = PlanOf(seed);
        var promise = PromiseOf(Try(plan));
        var shortened = Shrinker.Shrink(plan, shorter => PromiseOf(Try(shorter)) == promise, ShrinkTries);
        var world = new World(shortened, isTraced: true);
        Exception? failure = null;
        try
        {
            world.Run();
        }
        catch (Exception caught)
        {
            failure = caught;
        }

        var shown = Number("RELAY_SIMULATION_LINES", DefaultLines);
        var lines = world.Trace!.About(failure?.Message ?? "");
        return $"""
            Seed {seed} fails: {world.Trace.Shorten(failure?.Message ?? "")}
            Again: RELAY_SIMULATION_SEED={seed} RELAY_SIMULATION_SEEDS=1{(Mood is null ? "" : $" RELAY_SIMULATION_MOOD={Mood}")} dotnet test Broker.Tests --filter TopicSimulationTests
            {shortened}; {shortened.Steps.Count} of {plan.Steps.Count} steps are left:
            {string.Join(Environment.NewLine, shortened.Steps)}
            The last of {lines.Count} lines:
            {string.Join(Environment.NewLine, lines.Skip(lines.Count - shown))}
            {failure?.StackTrace}
            """;
    }

    private static string? PromiseOf(Exception? failure) => failure is Violation violation ? violation.Promise : failure?.GetType().Name;

    private static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
