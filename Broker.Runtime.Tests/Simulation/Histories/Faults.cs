using System.Collections.Immutable;
using Broker.Runtime.Cluster.Daemon;
using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Histories;

/// <summary>What goes wrong in a history, chosen by its seed.</summary>
internal sealed class Faults
{
    private readonly World _world;
    private readonly HistoryPlan _plan;
    private readonly Partitions _partitions;
    private readonly Action<Incarnation, int, string> _publish;
    private readonly (int Weight, Func<double> Act)[] _kinds;
    private readonly int _weights;

    public Faults(World world, HistoryPlan plan, Action<Incarnation, int, string> publish)
    {
        _publish = publish;
        _world = world;
        _plan = plan;
        _partitions = new Partitions(world, plan.Kind == HistoryKind.OneByOne);
        _kinds = plan.Kind switch
        {
            HistoryKind.Gentle => [(2, Leave), (1, Join)],
            HistoryKind.TwoClusters => [(2, Crash), (2, Leave), (2, Stray), (1, PauseShort), (1, LoseSome)],
            _ =>
            [
                (4, Crash), (3, Leave), (2, Join), (2, PauseShort), (3, PauseLong), (4, _partitions.Symmetric), (2, _partitions.OneWay),
                (3, _partitions.Partial), (2, _partitions.Flapping), (1, _partitions.Slow), (1, LoseSome), (1, DownByHand), (1, CutOffFirstSeed),
            ],
        };
        _weights = _kinds.Sum(static k => k.Weight);
    }

    public bool AreOver { get; private set; }

    public void Begin() => PlanNext(_world.Between(0, 10));

    /// <summary>Everything heals at once.</summary>
    public void End()
    {
        AreOver = true;
        _world.Trace("the faults are over");
        _world.Links.IsQuiet = true;
        _partitions.HealAll();
        foreach (var machine in _world.Machines)
            machine.Resume();
    }

    private void PlanNext(TimeSpan after) => _world.After(after, () =>
    {
        if (AreOver)
            return;
        var duration = Choose();
        PlanNext(_plan.Kind == HistoryKind.OneByOne ? _world.Between(duration + 20, duration + 45) : _world.Between(4, 40));
    });

    /// <summary>Begins a fault by chance and gives how long it lasts, in seconds.</summary>
    private double Choose()
    {
        var choice = _world.Random.Next(_weights);
        foreach (var (weight, act) in _kinds)
        {
            if ((choice -= weight) < 0)
                return act();
        }

        return 0;
    }

    private Incarnation? Somebody()
    {
        var running = _world.Running.Where(static p => !p.IsEnding).ToList();
        if (running.Count == 0)
            return null;
        // The one with the coordinator is hit as often as all others together: there it is interesting.
        return _world.Chance(0.3) && running.Find(static p => p.Singleton.IsRunning) is { } coordinator
            ? coordinator
            : running[_world.Random.Next(running.Count)];
    }

    private double Crash()
    {
        if (Somebody() is not { } victim)
            return 0;
        _world.Statistics.Crashes++;
        var machine = victim.Machine;
        if (_world.Chance(0.3))
        {
            _world.Statistics.RestartsAtOnce++;
            machine.Start();
            return 10;
        }

        machine.IsWanted = false;
        victim.Crash();
        return Return(machine, 1, 40, () => _world.Statistics.Restarts++);
    }

    private double Leave()
    {
        if (Somebody() is not { } leaver)
            return 0;
        // Without faults nothing may be lost, so there must be somebody to hand over to.
        if (_plan.Kind == HistoryKind.Gentle && (!leaver.IsUp || _world.Running.Count(static p => p is { IsUp: true, IsEnding: false }) < 3))
            return 0;
        _world.Statistics.Leaves++;
        leaver.Machine.IsWanted = false;
        SendMuchTo(leaver);
        leaver.Leave();
        return Return(leaver.Machine, 5, 40, () => _world.Statistics.Joins++);
    }

    /// <summary>Its shards are wanted most while they move.</summary>
    private void SendMuchTo(Incarnation leaver)
    {
        var shards = leaver.Sharding!.Shards.Select(static s => int.Parse(s, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        if (shards.Length == 0)
            return;
        var sender = _world.Running.FirstOrDefault(p => p != leaver && p is { IsUp: true, IsEnding: false });
        for (var i = 0; i < 40 && sender is not null; i++)
            _world.After(_world.Between(0, 0.1), sender, () => Send(sender, shards[_world.Random.Next(shards.Length)]));
    }

    private void Send(Incarnation sender, int shard)
    {
        if (!sender.IsEnding)
            _publish(sender, shard, "0");
    }

    private double Join()
    {
        var absent = _world.Machines.Where(static m => m is { IsWanted: false, Current: null }).ToList();
        if (absent.Count == 0)
            return 0;
        var machine = absent[_world.Random.Next(absent.Count)];
        machine.IsWanted = true;
        machine.Start();
        _world.Statistics.Joins++;
        return 5;
    }

    private double Return(Machine machine, double fromSeconds, double toSeconds, Action counted)
    {
        var after = _world.Between(fromSeconds, toSeconds);
        _world.After(after, () =>
        {
            if (machine.IsWanted)
                return;
            machine.IsWanted = true;
            if (machine.Current is not null)
                return;
            counted();
            machine.Start();
        });
        return after.TotalSeconds;
    }

    private double PauseShort()
    {
        _world.Statistics.ShortPauses++;
        return Pause(0.3, 2.5);
    }

    private double PauseLong()
    {
        _world.Statistics.LongPauses++;
        return Pause(4, 45);
    }

    private double Pause(double fromSeconds, double toSeconds)
    {
        if (Somebody()?.Machine is not { IsPaused: false } machine)
            return 0;
        machine.Pause();
        var after = _world.Between(fromSeconds, toSeconds);
        _world.After(after, machine.Resume);
        return after.TotalSeconds;
    }

    private double LoseSome()
    {
        _world.Statistics.LossySpells++;
        return _partitions.Worsen(link => link.ExtraLoss += 0.3, link => link.ExtraLoss -= 0.3);
    }

    private double DownByHand()
    {
        if (Somebody() is not { } by || Somebody() is not { } victim || by == victim)
            return 0;
        // An operator who downs members of a view that is not settled can split the cluster; the documents say so.
        if (!_partitions.AreNone || !by.State.IsConverged || !by.State.Gossip.Reachability.IsAllReachable || !by.State.Gossip.HasMember(victim.Self))
            return 0;
        _world.Statistics.DownsByHand++;
        by.Carry(new ClusterCommand.Down(ImmutableHashSet.Create(victim.Self.Address)));
        return 10;
    }

    /// <summary>The first seed is restarted while nobody can be reached: it founds a cluster of its own (Akka documents the hazard).</summary>
    private double CutOffFirstSeed()
    {
        var first = _world.Machines[_plan.Options.Seeds[0] - 1];
        _world.Statistics.CutOffFirstSeeds++;
        var length = _partitions.Isolate(first);
        first.Start();
        return length;
    }

    /// <summary>A stray comes home.</summary>
    private void Return(Machine machine)
    {
        if (!AreOver)
            machine.Start();
    }

    /// <summary>A node of one cluster is restarted as one of the other, at an address that the former still has as a member; or is told to join it.</summary>
    private double Stray()
    {
        if (Somebody() is not { } somebody)
            return 0;
        var others = _world.Machines.Where(m => !_plan.BelongTogether(m, somebody.Machine)).ToList();
        var target = others[_world.Random.Next(others.Count)];
        if (_world.Chance(0.5))
        {
            // Before it is a member it may join whatever it is told to.
            if (somebody.State.IsMember)
                somebody.Carry(new ClusterCommand.JoinTo(target.Address));
        }
        else
        {
            // Not a seed: through that the rest of its cluster would follow it, as they are told to.
            if (_world.SeedsOf(somebody.Machine).Contains(somebody.Machine.Number))
                return 0;
            var machine = somebody.Machine;
            machine.Start(_world.SeedsOf(target));
            _world.After(_world.Between(10, 30), () => Return(machine));
        }

        return 30;
    }
}
