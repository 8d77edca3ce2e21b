using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Membership;

namespace EngineTests.Membership.Simulation;

/// <summary>A whole cluster on virtual time with one seeded source of chance: the same seed gives the same history, step by step.</summary>
internal sealed class SimulatedCluster
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _agenda = new();
    private readonly Dictionary<Address, SimulatedNode> _nodes = [];
    private readonly HashSet<(Address From, Address To)> _cuts = [];
    private readonly Queue<string> _trace = new();
    private readonly Random _random;
    private long _order;
    private int _uids;

    public SimulatedCluster(int seed, SimulationOptions? options = null)
    {
        Seed = seed;
        Options = options ?? new SimulationOptions();
        _random = new Random(seed);
        Checker = new InvariantChecker(this);
    }

    public int Seed { get; }

    public SimulationOptions Options { get; }

    public InvariantChecker Checker { get; }

    public TimeSpan Now { get; private set; }

    public DateTimeOffset WallClock => Epoch + Now;

    public Random Random => _random;

    /// <summary>The process at each address that was started last, running or not.</summary>
    public IReadOnlyCollection<SimulatedNode> Nodes => _nodes.Values;

    public IEnumerable<SimulatedNode> Running => _nodes.Values.Where(static n => n.IsRunning);

    public SimulatedNode this[int port] => _nodes[AddressOf(port)];

    public static Address AddressOf(int port) => new("akka.tcp", "sim", "10.0.0.1", port);

    /// <summary>Starts a process; one already running at the port is killed first.</summary>
    public SimulatedNode Start(int port, params int[] seeds)
    {
        var address = AddressOf(port);
        if (_nodes.TryGetValue(address, out var old))
            old.Stop();
        var node = new SimulatedNode(this, new UniqueAddress(address, ++_uids), (ulong)_random.NextInt64());
        _nodes[address] = node;
        Trace($"{port} starts as #{node.Self.Uid}");
        node.JoinSeeds(seeds.Select(AddressOf));
        // Ticks of different processes are never in step.
        After(Options.TickInterval * _random.NextDouble(), () => TickOf(node));
        return node;
    }

    public void StartAll(int count)
    {
        var ports = Enumerable.Range(1, count).ToArray();
        foreach (var port in ports)
            Start(port, ports);
    }

    public void Crash(int port)
    {
        Trace($"{port} crashes");
        this[port].Stop();
    }

    public void Leave(int port) => this[port].Handle(new MembershipEvent.LeaveAsked(AddressOf(port)));

    /// <summary>No message passes between the two groups, in either direction.</summary>
    public void Partition(IReadOnlyCollection<int> left, IReadOnlyCollection<int> right)
    {
        Trace($"cut [{string.Join(',', left)}] from [{string.Join(',', right)}]");
        foreach (var a in left)
        {
            foreach (var b in right)
            {
                _cuts.Add((AddressOf(a), AddressOf(b)));
                _cuts.Add((AddressOf(b), AddressOf(a)));
            }
        }
    }

    public void Heal()
    {
        Trace("all links heal");
        _cuts.Clear();
    }

    public void Send(Address from, Address to, SimulatedMessage message)
    {
        if (_random.NextDouble() < Options.Loss)
            return;
        var delay = Options.MinDelay + ((Options.MaxDelay - Options.MinDelay) * _random.NextDouble());
        After(delay, () =>
        {
            if (!_cuts.Contains((from, to)) && _nodes.TryGetValue(to, out var node) && node.IsRunning)
                node.Receive(message);
        });
    }

    public void After(TimeSpan delay, Action action) => _agenda.Enqueue(action, (Now + delay, _order++));

    public void RunFor(TimeSpan time)
    {
        var end = Now + time;
        RunWhile(() => true, end);
        Now = end;
    }

    /// <summary>Runs until the condition holds and returns how long that took.</summary>
    public TimeSpan RunUntil(string what, Func<bool> condition, TimeSpan limit)
    {
        var start = Now;
        RunWhile(() => !condition(), start + limit);
        Assert.True(condition(), $"seed {Seed}: not within {limit.TotalSeconds} s: {what}\n{Describe()}");
        return Now - start;
    }

    /// <summary>Whether all running nodes agree that exactly they are members, and all are Up.</summary>
    public bool AllRunningAreUpTogether()
    {
        var running = Running.Select(static n => n.Self).ToHashSet();
        return Running.All(n => n.State.Gossip.Members.Count == running.Count &&
            n.State.Gossip.Members.All(m => m.Status == MemberStatus.Up && running.Contains(m.UniqueAddress)) &&
            n.State.Gossip.Reachability.IsAllReachable);
    }

    public void Trace(string line)
    {
        _trace.Enqueue($"{Now.TotalSeconds,9:0.000} {line}");
        if (_trace.Count > 400)
            _trace.Dequeue();
    }

    public string Describe() =>
        string.Join('\n', _trace) + "\n" + string.Join('\n', Nodes.Select(n => $"{n.Self} running {n.IsRunning}: {n.State.Gossip}"));

    private void RunWhile(Func<bool> more, TimeSpan end)
    {
        while (more() && _agenda.TryPeek(out _, out var next) && next.At <= end)
        {
            var action = _agenda.Dequeue();
            Now = next.At;
            action();
        }
    }

    private void TickOf(SimulatedNode node)
    {
        if (!node.IsRunning)
            return;
        node.Tick();
        After(Options.TickInterval, () => TickOf(node));
    }
}
