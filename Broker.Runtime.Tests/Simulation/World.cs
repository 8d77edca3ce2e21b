using System.Globalization;
using Broker.Runtime.Actor;
using EngineTests.Simulation.Invariants;
using EngineTests.Simulation.Network;
using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation;

/// <summary>
/// Machines and a network on virtual time, with one seeded source of chance: the same seed gives the same history, step by step. On the
/// machines run the engine's own cores, put together as its actors put them together.
/// </summary>
internal sealed class World
{
    /// <summary>More than that at one moment is a core that wants to be woken at once, for ever.</summary>
    private const int MostAtOnce = 100_000;

    private readonly Agenda _agenda = new();
    private readonly List<string>? _trace;
    private long _now;
    private int _uids;
    private int _steps;

    public World(int seed, WorldOptions options, bool tracing = false)
    {
        Seed = seed;
        Options = options;
        Random = new Random(seed);
        _trace = tracing ? [] : null;
        Links = new Links(this, options.Machines);
        Machines = [.. Enumerable.Range(1, options.Machines).Select(i => new Machine(this, i))];
        Checks = new Checks(this);
    }

    public int Seed { get; }

    public WorldOptions Options { get; }

    public Random Random { get; }

    public Links Links { get; }

    public Machine[] Machines { get; }

    public Checks Checks { get; }

    public Statistics Statistics { get; } = new();

    public Ledger Ledger { get; } = new();

    public TimeSpan Now => new(_now);

    /// <summary>The lines of the trace, where one was asked for.</summary>
    public IReadOnlyList<string> TraceLines => _trace ?? [];

    public bool IsTracing => _trace is not null;

    /// <summary>Every process that ever ran, by the number of its incarnation.</summary>
    public Dictionary<int, Incarnation> Incarnations { get; } = [];

    public IEnumerable<Incarnation> Running => Machines.Where(static m => m.Current is not null).Select(static m => m.Current!);

    public Machine? MachineAt(Address address) =>
        address.Port is { } port && port >= 1 && port <= Machines.Length ? Machines[port - 1] : null;

    public int NextUid() => ++_uids;

    /// <summary>The seeds of a machine: those of all, or the first two of its half when there are to be two clusters.</summary>
    public IEnumerable<int> SeedsOf(Machine machine)
    {
        if (Options.Clusters == 1)
            return Options.Seeds;
        var half = Machines.Length / 2;
        return machine.Number <= half ? [1, 2] : [half + 1, half + 2];
    }

    public bool Chance(double probability) => Random.NextDouble() < probability;

    /// <summary>A time between the two.</summary>
    public TimeSpan Between(double fromSeconds, double toSeconds) =>
        TimeSpan.FromTicks((long)((fromSeconds + ((toSeconds - fromSeconds) * Random.NextDouble())) * TimeSpan.TicksPerSecond));

    public void At(TimeSpan time, in Moment moment) => _agenda.Add(Math.Max(time.Ticks, _now), moment);

    /// <summary>Plans a step of the history; it happens whatever becomes of machines and processes.</summary>
    public void After(TimeSpan delay, Action act) =>
        _agenda.Add(_now + delay.Ticks, new Moment { Happening = Happening.Act, What = act });

    /// <summary>Plans a step of a process; it happens only while that process lives and its machine moves.</summary>
    public void After(TimeSpan delay, Incarnation process, Action act) => _agenda.Add(
        _now + delay.Ticks, new Moment { Happening = Happening.Act, What = act, Machine = process.Machine, Incarnation = process });

    public void RunFor(TimeSpan time)
    {
        var end = _now + time.Ticks;
        while (_agenda.Next <= end)
            Step();
        _now = end;
    }

    /// <summary>Runs until the condition holds, which is asked once a second; gives whether it did in time.</summary>
    public bool RunUntil(Func<bool> condition, TimeSpan limit)
    {
        for (var end = Now + limit; Now < end;)
        {
            if (condition())
                return true;
            RunFor(TimeSpan.FromSeconds(1));
        }

        return condition();
    }

    public void Break(Invariant invariant, string what) => throw new BrokenInvariant(invariant, what);

    public void Trace(string line) =>
        _trace?.Add(string.Create(CultureInfo.InvariantCulture, $"{Now.TotalSeconds,9:0.000} {line}"));

    private void Step()
    {
        _steps = _agenda.Next == _now ? _steps + 1 : 0;
        _now = _agenda.Next;
        var moment = _agenda.Take();
        if (_steps > MostAtOnce)
            throw new InvalidOperationException($"Time stands still at {Now.TotalSeconds:0.000} s: {moment.Happening} of {moment.Machine} again and again.");
        if (moment.Machine is { } machine && !machine.Takes(moment))
            return;
        if (moment.Happening == Happening.Act)
        {
            if (moment.Incarnation is not { IsAlive: false })
                ((Action)moment.What!)();
        }
        else if (moment.Happening == Happening.Arrival)
        {
            Links.Arrive(moment);
        }
        else if (moment.Incarnation is { IsAlive: true } incarnation)
        {
            incarnation.Take(moment);
        }
        else if (moment.Happening == Happening.Mail)
        {
            Ledger.Undeliverable(moment.What, "its process has ended");
        }
    }
}
