using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Coordination;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;
using Broker.Runtime.Cluster.Sharding.Regions;

namespace EngineTests.Sharding.Simulation;

/// <summary>
/// Nodes, a network and a membership that everyone agrees on, heard of by each node a little later. It carries out what the cores
/// want, and checks that nothing runs twice.
/// </summary>
internal sealed class SimCluster
{
    public const int Shards = 20;

    private readonly List<SimNode> _members = [];
    private readonly HashSet<NodeId> _leaving = [];
    private readonly HashSet<NodeId> _suspected = [];
    private readonly HashSet<IActorRef> _gone = [];
    private readonly Dictionary<string, SimNode> _entities = [];
    private readonly Dictionary<string, SimNode> _shards = [];
    private readonly List<string> _trace = [];
    private int _nextUid = 1;

    public SimCluster(int seed)
    {
        Random = new Random(seed);
        Network = new SimNetwork(Time, Random);
    }

    public VirtualTime Time { get; } = new();

    public Random Random { get; }

    public SimNetwork Network { get; }

    public MessageLedger Ledger { get; } = new();

    public RegionOptions RegionOptions { get; init; } = new();

    public CoordinatorOptions CoordinatorOptions { get; init; } = new();

    /// <summary>The members, oldest first; crashed ones until they are removed.</summary>
    public IReadOnlyList<SimNode> Members => _members;

    /// <summary>The members that run and stay.</summary>
    public IReadOnlyList<SimNode> Staying => _members.Where(node => node.IsAlive && !_leaving.Contains(node.Id)).ToArray();

    /// <summary>How often the coordinators decided what, by the first word of their log lines.</summary>
    public SortedDictionary<string, int> Decisions { get; } = [];

    /// <summary>What happened, for a failing seed.</summary>
    public IReadOnlyList<string> TraceLines => _trace;

    public static string ShardOf(string entity) => entity.Split('-')[0];

    public void Trace(string text) => _trace.Add($"{Time.Now.TotalMilliseconds,12:0.000} {text}");

    public void Count(NoteLevel level, string text)
    {
        if (level == NoteLevel.Debug)
            return;
        var words = string.Join(' ', text.Split(' ').Where(static word => !word.Any(char.IsDigit)).Take(3));
        Decisions[words] = Decisions.GetValueOrDefault(words) + 1;
    }

    /// <summary>A node joins and is Up at once.</summary>
    public SimNode Join(string name)
    {
        var node = new SimNode(this, name, _nextUid++);
        _members.Add(node);
        Trace($"{node.Name} joins");
        MembershipChanged();
        return node;
    }

    /// <summary>A node stops without a word; the others notice, and remove it.</summary>
    public void Crash(SimNode node)
    {
        Trace($"{node.Name} crashes");
        node.IsAlive = false;
        EndOf(node);
        Time.After(TimeSpan.FromSeconds(2) + Jitter(500), () =>
        {
            _suspected.Add(node.Id);
            MembershipChanged();
        });
        Time.After(TimeSpan.FromSeconds(4) + Jitter(2000), () => Remove(node));
    }

    /// <summary>A node hands over, then leaves.</summary>
    public void Leave(SimNode node)
    {
        Trace($"{node.Name} leaves");
        _leaving.Add(node.Id);
        MembershipChanged();
        node.Event(new RegionEvent.LeaveRequested());
        WaitForHandOver(node, Time.Now + TimeSpan.FromSeconds(10));
    }

    public void Send(SimNode from, SimRef target, object message, SimRef sender)
    {
        var lane = message is IShardingControl ? "control" : "ordinary";
        if (message is SimMessage user)
            Ledger.Moved(user, "a link");
        Network.Carry(from.Name, target.Node, lane, () => Arrive(target, message, sender), () => Lost(message));
    }

    public void SendToCoordinatorOn(SimNode from, Address address, object message)
    {
        if (MemberAt(address) is not { } node)
            return;
        Network.Carry(from.Name, node.Name, "control", () =>
        {
            if (node is { IsAlive: true, CoordinatorRef: { } coordinator })
                node.Receive(coordinator, message, from.Region);
        }, static () => { });
    }

    public void AskForRegion(SimNode from, Address address, CoordinatorHello hello, SimRef sender)
    {
        if (MemberAt(address) is not { } node)
            return;
        Network.Carry(from.Name, node.Name, "control", () =>
        {
            if (!node.IsAlive)
                return;
            if (!node.RegionStopped)
                node.Receive(node.Region, hello, sender);
            else
                Network.Carry(node.Name, from.Name, "control", () => from.Event(new CoordinatorEvent.NoRegionOn(address)), static () => { });
        }, static () => { });
    }

    /// <summary>An actor stopped: its watchers hear of it, reliably.</summary>
    public void Terminated(IActorRef gone)
    {
        _gone.Add(gone);
        foreach (var node in _members)
            Time.After(TimeSpan.FromMicroseconds(Random.Next(50, 5_000)), () => node.OnTerminated(gone));
    }

    public void TellIfGone(SimNode watcher, IActorRef target)
    {
        if (_gone.Contains(target))
            Time.After(Jitter(5), () => watcher.OnTerminated(target));
    }

    public void EntityStarted(string entity, SimNode node)
    {
        if (_entities.TryGetValue(entity, out var other))
            throw new InvariantViolation($"{entity} starts on {node.Name} while it runs on {other.Name}");
        _entities[entity] = node;
    }

    public void EntityEnded(string entity, SimNode node)
    {
        if (!_entities.Remove(entity, out var owner) || owner != node)
            throw new InvariantViolation($"{entity} ends on {node.Name} but ran on {owner?.Name}");
    }

    /// <summary>A shard starts: it must not run on another living node.</summary>
    public void ShardStarted(string shard, SimNode node)
    {
        if (_shards.TryGetValue(shard, out var other) && other.IsAlive)
            throw new InvariantViolation($"shard {shard} starts on {node.Name} while it runs on {other.Name}");
        _shards[shard] = node;
    }

    public void ShardEnded(string shard) => _shards.Remove(shard);

    /// <summary>What a coordinator is told of the members.</summary>
    public IReadOnlyList<NodeStanding> Standings() =>
        _members.Select(node => new NodeStanding(node.Id, _leaving.Contains(node.Id), !_suspected.Contains(node.Id))).ToArray();

    private void WaitForHandOver(SimNode node, TimeSpan until)
    {
        if (!node.IsAlive)
            return;
        if (!node.RegionStopped && Time.Now < until)
        {
            Time.After(TimeSpan.FromMilliseconds(10), () => WaitForHandOver(node, until));
            return;
        }

        Trace($"{node.Name} has left{(node.RegionStopped ? "" : " without having handed over")}");
        node.StopCoordinator();
        node.IsAlive = false;
        EndOf(node);
        Remove(node);
    }

    private void EndOf(SimNode node)
    {
        foreach (var entity in _entities.Where(entry => entry.Value == node).Select(static entry => entry.Key).ToArray())
            _entities.Remove(entity);
        Ledger.NodeGone(node.Name);
    }

    private void Remove(SimNode node)
    {
        if (!_members.Remove(node))
            return;
        Trace($"{node.Name} removed");
        _suspected.Remove(node.Id);
        _leaving.Remove(node.Id);
        _gone.Add(node.Region);
        if (node.CoordinatorRef is { } coordinator)
            _gone.Add(coordinator);
        foreach (var other in _members)
        {
            Time.After(Jitter(20), () => other.Event(new RegionEvent.NodeRemoved(node.Id)));
            Time.After(Jitter(20), () => other.Event(new CoordinatorEvent.NodeRemoved(node.Id)));
            Time.After(Jitter(30), () => other.OnTerminated(node.Region));
            if (node.CoordinatorRef is { } gone)
                Time.After(Jitter(30), () => other.OnTerminated(gone));
        }

        MembershipChanged();
    }

    private void MembershipChanged()
    {
        var standings = Standings();
        var oldest = _members.FirstOrDefault();
        foreach (var node in _members)
        {
            Time.After(Jitter(20), () =>
            {
                if (!node.IsAlive)
                    return;
                node.Event(new RegionEvent.CoordinatorNodeChanged(oldest?.Id.Address));
                if (node == oldest)
                    node.BecomeOldest();
                node.Event(new CoordinatorEvent.NodesChanged(standings));
            });
        }
    }

    private void Arrive(SimRef target, object message, SimRef sender)
    {
        if (_members.FirstOrDefault(node => node.Name == target.Node) is { IsAlive: true } node)
            node.Receive(target, message, sender);
        else
            Lost(message);
    }

    private void Lost(object message)
    {
        if (message is SimMessage user)
            Ledger.LostBecause(user, "network");
    }

    private SimNode? MemberAt(Address address) => _members.FirstOrDefault(node => node.Id.Address == address);

    private TimeSpan Jitter(int milliseconds) => TimeSpan.FromMilliseconds(Random.NextDouble() * milliseconds);
}
