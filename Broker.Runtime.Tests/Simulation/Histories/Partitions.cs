using EngineTests.Simulation.Network;
using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Histories;

/// <summary>Faults of the network. Each gives how long it lasts, in seconds.</summary>
internal sealed class Partitions(World world, bool judgeSides)
{
    /// <summary>From a cut to the end of one side, beside <c>stable-after</c>: detection, spreading, the resolver's wait for calm, stopping.</summary>
    private static readonly TimeSpan DecisionMargin = TimeSpan.FromSeconds(20);

    private readonly List<(Machine From, Machine To, bool Hold)> _cuts = [];
    private readonly List<(Link Link, Action<Link> Undo)> _worse = [];
    private bool _isOver;

    /// <summary>Whether no link is cut at present.</summary>
    public bool AreNone => _cuts.Count == 0;

    public double Symmetric()
    {
        world.Statistics.SymmetricPartitions++;
        var (left, right) = Sides();
        var pairs = left.SelectMany(a => right.SelectMany(b => new[] { (a, b), (b, a) })).ToList();
        var length = world.Between(1, 60);
        world.Trace($"cut [{string.Join(',', left)}] from [{string.Join(',', right)}] for {length.TotalSeconds:0.0} s");
        Cut(pairs, length);
        if (judgeSides)
            JudgeSides(left, right, length);
        return length.TotalSeconds;
    }

    public double OneWay()
    {
        world.Statistics.OneWayPartitions++;
        var (left, right) = Sides();
        var length = world.Between(1, 60);
        world.Trace($"cut [{string.Join(',', left)}] to [{string.Join(',', right)}] one way for {length.TotalSeconds:0.0} s");
        return Cut(left.SelectMany(a => right.Select(b => (a, b))), length);
    }

    public double Partial()
    {
        world.Statistics.PartialPartitions++;
        var length = world.Between(1, 60);
        var pairs = Enumerable.Range(0, 1 + world.Random.Next(2)).Select(_ => Pair()).SelectMany(static p => new[] { p, (p.Item2, p.Item1) }).ToList();
        world.Trace($"cut links [{string.Join(", ", pairs)}] for {length.TotalSeconds:0.0} s");
        return Cut(pairs, length);
    }

    public double Flapping()
    {
        world.Statistics.FlappingLinks++;
        var length = world.Between(10, 60);
        var (a, b) = Pair();
        world.Trace($"the link between {a} and {b} flaps for {length.TotalSeconds:0.0} s");
        Flap(a, b, world.Now + length);
        return length.TotalSeconds;
    }

    public double Slow()
    {
        world.Statistics.SlowSpells++;
        var extra = 0.2 + (0.6 * world.Random.NextDouble());
        return Worsen(link => link.ExtraDelaySeconds += extra, link => link.ExtraDelaySeconds -= extra);
    }

    /// <summary>Cuts a machine off from all others.</summary>
    public double Isolate(Machine machine)
    {
        var length = world.Between(15, 45);
        world.Trace($"cut {machine} off for {length.TotalSeconds:0.0} s");
        return Cut(world.Machines.Where(m => m != machine).SelectMany(m => new[] { (machine, m), (m, machine) }), length);
    }

    /// <summary>Makes the links of one machine worse for a while, or all of them.</summary>
    public double Worsen(Action<Link> worsen, Action<Link> undo)
    {
        var length = world.Between(3, 25);
        var machine = world.Chance(0.5) ? null : world.Machines[world.Random.Next(world.Machines.Length)];
        var links = world.Machines.SelectMany(a => world.Machines.Where(b => a != b && (machine is null || a == machine || b == machine))
            .Select(b => world.Links.Between(a, b))).ToList();
        world.Trace($"{links.Count} links get worse for {length.TotalSeconds:0.0} s");
        foreach (var link in links)
        {
            worsen(link);
            _worse.Add((link, undo));
        }

        world.After(length, () =>
        {
            foreach (var link in links)
            {
                if (_worse.Remove((link, undo)))
                    undo(link);
            }
        });
        return length.TotalSeconds;
    }

    public void HealAll()
    {
        _isOver = true;
        foreach (var (from, to, hold) in _cuts)
            world.Links.Mend(from, to, hold);
        _cuts.Clear();
        foreach (var (link, undo) in _worse)
            undo(link);
        _worse.Clear();
    }

    private void Flap(Machine a, Machine b, TimeSpan until)
    {
        if (world.Now >= until || _isOver)
            return;
        var length = world.Between(0.2, 7);
        Cut([(a, b), (b, a)], length);
        world.After(length + world.Between(0.2, 7), () => Flap(a, b, until));
    }

    private double Cut(IEnumerable<(Machine From, Machine To)> pairs, TimeSpan length)
    {
        var hold = world.Chance(0.4);
        var cuts = pairs.Select(p => (p.From, p.To, hold)).ToList();
        foreach (var (from, to, _) in cuts)
            world.Links.Cut(from, to, hold);
        _cuts.AddRange(cuts);
        world.After(length, () =>
        {
            foreach (var cut in cuts)
            {
                if (_cuts.Remove(cut))
                    world.Links.Mend(cut.From, cut.To, hold);
            }
        });
        return length.TotalSeconds;
    }

    private (List<Machine> Left, List<Machine> Right) Sides()
    {
        var left = world.Machines.Where(_ => world.Chance(0.5)).ToList();
        if (left.Count == 0)
            left.Add(world.Machines[^1]);
        if (left.Count == world.Machines.Length)
            left.RemoveAt(0);
        return (left, world.Machines.Except(left).ToList());
    }

    private (Machine, Machine) Pair()
    {
        var a = world.Random.Next(world.Machines.Length);
        var b = (a + 1 + world.Random.Next(world.Machines.Length - 1)) % world.Machines.Length;
        return (world.Machines[a], world.Machines[b]);
    }

    /// <summary>A clean cut of a healthy cluster, with nothing else going on: after the bound, of those who were members one side at most lives.</summary>
    private void JudgeSides(List<Machine> left, List<Machine> right, TimeSpan length)
    {
        var stable = world.Options.Resolver!.StableAfter;
        var members = world.Running.ToList();
        var healthy = members.All(p => p.IsUp && !p.IsEnding && !p.Machine.IsPaused && p.State.Gossip.Reachability.IsAllReachable && p.State.Gossip.Members.Count == members.Count);
        if (!healthy || length < stable + DecisionMargin)
            return;
        world.Statistics.SidesChecked++;
        var from = world.Now;
        var isOver = false;
        void Look()
        {
            if (isOver || _isOver)
                return;
            isOver = !Lives(left, members) || !Lives(right, members);
            if (isOver)
                world.Statistics.LongestTwoSides = Math.Max(world.Statistics.LongestTwoSides, (world.Now - from - stable).TotalSeconds);
            else if (world.Now - from >= stable + DecisionMargin)
                world.Break(Invariant.OneSideLives, $"both sides live {(world.Now - from).TotalSeconds:0.0} s after the cut, {stable.TotalSeconds} s are stable-after");
            else
                world.After(TimeSpan.FromMilliseconds(250), Look);
        }

        world.After(stable, Look);
    }

    private static bool Lives(List<Machine> side, List<Incarnation> members) =>
        members.Any(p => p.IsAlive && side.Contains(p.Machine));
}
