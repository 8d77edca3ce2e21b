using System.Globalization;
using Broker.Runtime.Cluster;
using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Histories;

/// <summary>One seeded history: nodes start, faults come with traffic, everything heals, and then all must be well.</summary>
internal sealed class History
{
    private static readonly TimeSpan HealingLimit = TimeSpan.FromMinutes(4);

    private readonly HistoryPlan _plan;
    private readonly Faults _faults;

    public History(int seed, OmittedRules omitted = OmittedRules.None, bool tracing = false)
    {
        _plan = HistoryPlan.Of(seed);
        World = new World(seed, omitted == OmittedRules.None ? _plan.Options : _plan.Options.Omit(omitted), tracing);
        _faults = new Faults(World, _plan, Publish);
    }

    public World World { get; }

    public HistoryPlan Plan => _plan;

    /// <summary>Plays it; throws when an invariant is broken.</summary>
    public History Play()
    {
        var late = _plan.Machines - (_plan.Machines / 4);
        foreach (var machine in World.Machines)
        {
            machine.IsWanted = machine.Number <= late;
            if (machine.IsWanted)
                World.After(World.Between(0, 3), () => machine.Start());
        }

        World.Checks.HasEnded += Revive;
        Traffic();
        Watch();
        World.RunFor(TimeSpan.FromSeconds(20));
        _faults.Begin();
        World.RunFor(_plan.Length - World.Now);
        Heal();
        JudgeTheEnd();
        Count();
        return this;
    }

    public string Describe() => string.Join('\n', World.Machines.Select(m => m.Current is { } process
        ? $"{process} cluster {process.Cluster}{(process.IsEnding ? " ending" : "")}: {process.State.Gossip}; shards {string.Join(',', process.Sharding?.Shards ?? [])}"
        : $"{m} does not run"));

    private void Revive(Incarnation ended)
    {
        var machine = ended.Machine;
        World.After(World.Between(0.5, 6), () =>
        {
            if (machine is { IsWanted: true, Current: null })
                machine.Start();
        });
    }

    private void Traffic() => World.After(World.Between(0.2, 1), () =>
    {
        if (_faults.AreOver)
            return;
        var machine = World.Machines[World.Random.Next(World.Machines.Length)];
        // Who leaves says so to its own clients first; what comes to a region that has stopped would be a dead letter.
        if (machine.Current is { IsEnding: false } process)
            Publish(process, World.Random.Next(_plan.Options.Shards), World.Random.Next(2).ToString(CultureInfo.InvariantCulture));
        Traffic();
    });

    private void Watch() => World.After(World.Between(5, 15), () =>
    {
        if (_faults.AreOver)
            return;
        var running = World.Running.ToList();
        if (running.Count > 1)
        {
            var watcher = running[World.Random.Next(running.Count)];
            var target = running[World.Random.Next(running.Count)];
            if (watcher != target)
                watcher.Watches.Watch(watcher.Watches.Probe, target.Watches.Probe);
        }

        Watch();
    });

    private void Publish(Incarnation process, int shard, string entity)
    {
        World.Statistics.Published++;
        process.Sharding!.Publish(World.Ledger.Send(process, shard.ToString(CultureInfo.InvariantCulture), entity));
    }

    private void Heal()
    {
        _faults.End();
        foreach (var machine in World.Machines)
        {
            machine.IsWanted = true;
            var mayStray = _plan.Kind == HistoryKind.TwoClusters && !World.SeedsOf(machine).Contains(machine.Number);
            if (machine.Current is null || mayStray)
                machine.Start();
        }

        var from = World.Now;
        if (!World.RunUntil(AreTogether, HealingLimit))
            World.Break(Invariant.OneViewInTheEnd, $"not together {HealingLimit.TotalSeconds:0} s after the last fault");
        World.Statistics.LongestHealing = (World.Now - from).TotalSeconds;
        World.RunFor(TimeSpan.FromSeconds(20));
        if (!AreTogether())
            World.Break(Invariant.OneViewInTheEnd, "together, and then no longer, though nothing was wrong");
    }

    /// <summary>All processes run, and those of each cluster agree that exactly they are members, Up and reachable.</summary>
    private bool AreTogether()
    {
        foreach (var machine in World.Machines)
        {
            if (machine.Current is not { IsEnding: false } process)
                return false;
            var gossip = process.State.Gossip;
            if (!gossip.Reachability.IsAllReachable || gossip.Members.Count != _plan.SizeOfClusterOf(machine))
                return false;
            foreach (var member in gossip.Members)
            {
                var other = World.MachineAt(member.Address)!;
                if (member.Status != MemberStatus.Up || other.Current?.Self != member.UniqueAddress || !_plan.BelongTogether(machine, other))
                    return false;
            }
        }

        return true;
    }

    private void JudgeTheEnd()
    {
        if (_plan.Kind == HistoryKind.Gentle && (World.Ledger.OutOfOrder > 0 || World.Ledger.LostCount + World.Ledger.DroppedCount > 0))
            World.Break(
                Invariant.OrderIsKept, $"{World.Ledger.OutOfOrder} messages out of order, {World.Ledger.LostCount} lost ({string.Join(", ", World.Ledger.LostBecause)}), {World.Ledger.DroppedCount} dropped in a history without faults");
        World.Checks.Watches.NobodyWaits();
        // Two clusters with one name in one network disturb each other's sharding: terms are compared without regard to the cluster.
        if (_plan.Kind == HistoryKind.TwoClusters)
            return;
        var probes = 0;
        var delivered = World.Ledger.DeliveredCount;
        foreach (var process in World.Running)
        {
            for (var shard = 0; shard < _plan.Options.Shards; shard += _plan.Machines > 10 ? 4 : 1, probes++)
                Publish(process, shard, "probe");
        }

        World.RunFor(TimeSpan.FromSeconds(10));
        if (World.Ledger.DeliveredCount - delivered < probes)
            World.Break(Invariant.ShardsAreOwned, $"{probes} probes were sent, {World.Ledger.DeliveredCount - delivered} have arrived");
        if (World.Ledger.Open.Count > 0)
            World.Break(
                Invariant.MessagesAreAccountedFor,
                $"{World.Ledger.Open.Count} messages have neither arrived nor been lost, such as {World.Ledger.Open.First()} at {World.Ledger.Open.First().At}");
        for (var shard = 0; shard < _plan.Options.Shards; shard++)
        {
            var hosts = World.Checks.Sharding.HostsOf(shard.ToString(CultureInfo.InvariantCulture));
            if (hosts.Count != 1 && (hosts.Count > 1 || _plan.Machines <= 10))
                World.Break(Invariant.ShardsAreOwned, $"shard {shard} runs on [{string.Join(", ", hosts)}]");
        }

    }

    private void Count()
    {
        World.Statistics.Delivered = World.Ledger.DeliveredCount;
        World.Statistics.Dropped = World.Ledger.DroppedCount;
        World.Statistics.Undelivered = World.Ledger.LostCount;
        World.Statistics.ClustersFounded = World.Incarnations.Values.Count(static i => i.Cluster == i.Uid);
    }
}
