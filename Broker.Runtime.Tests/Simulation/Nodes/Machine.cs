using Broker.Runtime.Actor;

namespace EngineTests.Simulation.Nodes;

/// <summary>A place in the network where one process after another runs, with a clock that is never quite right.</summary>
internal sealed class Machine
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly World _world;
    private readonly List<Moment> _waiting = [];
    private readonly double _rate;
    private readonly TimeSpan _wrongDate;

    public Machine(World world, int number)
    {
        _world = world;
        Number = number;
        Address = new Address("akka.tcp", "sim", "10.0.0.1", number);
        _rate = 1 + (world.Options.Drift * ((2 * world.Random.NextDouble()) - 1));
        _wrongDate = world.Options.WrongDate * ((2 * world.Random.NextDouble()) - 1);
    }

    /// <summary>Also its port.</summary>
    public int Number { get; }

    public int Index => Number - 1;

    public Address Address { get; }

    /// <summary>The process that runs here.</summary>
    public Incarnation? Current { get; private set; }

    /// <summary>Whether its processes stand still; the network goes on to take messages for them.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>How long it has stood still altogether, up to now.</summary>
    public TimeSpan Paused => IsPaused ? _pausedBefore + (_world.Now - _pausedSince) : _pausedBefore;

    private TimeSpan _pausedBefore;
    private TimeSpan _pausedSince;

    /// <summary>Steady time as its processes measure it.</summary>
    public TimeSpan Clock => TimeSpan.FromTicks((long)(_world.Now.Ticks * _rate));

    public DateTimeOffset Date => Epoch + Clock + _wrongDate;

    /// <summary>When, in the time of the world, the clock here will show a time.</summary>
    public TimeSpan WhenClockShows(TimeSpan time) => TimeSpan.FromTicks((long)(time.Ticks / _rate) + 1);

    /// <summary>Whether a process shall run here: whoever looks after the machines starts another when one ends.</summary>
    public bool IsWanted { get; set; }

    /// <summary>Starts a process; one that runs already is killed first.</summary>
    /// <param name="seeds">The numbers of its seeds, where they are not those of all.</param>
    public Incarnation Start(IEnumerable<int>? seeds = null)
    {
        Current?.Crash();
        Current = new Incarnation(_world, this);
        _world.Trace($"{Number} starts as #{Current.Uid}");
        Current.Start(seeds ?? _world.SeedsOf(this));
        return Current;
    }

    /// <summary>The process has ended.</summary>
    public void Ended(Incarnation process)
    {
        if (Current == process)
            Current = null;
    }

    public void Pause()
    {
        IsPaused = true;
        _pausedSince = _world.Now;
        _world.Trace($"{Number} stands still");
    }

    public void Resume()
    {
        if (!IsPaused)
            return;
        _pausedBefore = Paused;
        IsPaused = false;
        _world.Trace($"{Number} goes on, {_waiting.Count} things have waited");
        foreach (var moment in _waiting)
            _world.At(_world.Now, moment);
        _waiting.Clear();
    }

    /// <summary>Whether something may happen here now; otherwise it waits for the machine.</summary>
    public bool Takes(in Moment moment)
    {
        if (!IsPaused)
            return true;
        _waiting.Add(moment);
        return false;
    }

    public override string ToString() => Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
