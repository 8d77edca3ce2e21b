using System.Globalization;
using Broker.Protocol.Topics;
using Broker.Tests.Topics.Simulation.Checks;
using Broker.Tests.Topics.Simulation.Clients;
using Broker.Tests.Topics.Simulation.Links;
using Broker.Tests.Topics.Simulation.Membership;
using Broker.Tests.Topics.Simulation.Nodes;
using Broker.Tests.Topics.Simulation.Plans;
using Broker.Tests.Topics.Simulation.Reports;
using Broker.Tests.Topics.Simulation.Sharding;
using Broker.Tests.Topics.Simulation.Time;

namespace Broker.Tests.Topics.Simulation;

/// <summary>One history: the real cores on some nodes, over models of links, membership and sharding, on virtual time.</summary>
/// <remarks>All that happens follows from the plan and its seed, so a history can be repeated exactly.</remarks>
internal sealed class World
{
    /// <summary>The most nodes of a history.</summary>
    public const int MaxNodes = 30;

    private const int MostEvents = 3_000_000;
    private const int LongestRestart = 8_000;

    private readonly Dictionary<TopicName, TopicInfo> _topics = [];
    private readonly int[] _incarnations;
    private readonly Faults _faults;
    private int _nextStep;
    private int _lanes;

    public World(Plan plan, bool isTraced)
    {
        Plan = plan;
        Random = new TimedRandom(Time, plan.Seed);
        Trace = isTraced ? new Trace(this) : null;
        Links = new SimulatedLinks(this, plan.Nodes);
        Membership = new SimulatedMembership(this);
        DeathWatch = new DeathWatch(this);
        Ledger = new Ledger(this);
        CleanMoves = new CleanMoveCheck(this);
        Outside = new SimulatedNode(this, slot: 0, incarnation: 0, skew: 0);
        Nodes = new SimulatedNode?[plan.Nodes];
        _faults = new Faults(this);
        _incarnations = new int[plan.Nodes];
        Topics = MakeTopics();
        Clients = [.. plan.Subscribers.Select(MakeClient)];
        Publishers = [.. Enumerable.Range(0, plan.Publishers).Select(number => new SimulatedPublisher(this, number))];
    }

    public Plan Plan { get; }

    public EventQueue Time { get; } = new();

    public Random Random { get; }

    public Trace? Trace { get; }

    public Statistics Statistics { get; } = new();

    public SimulatedLinks Links { get; }

    public SimulatedMembership Membership { get; }

    public DeathWatch DeathWatch { get; }

    public Ledger Ledger { get; }

    public CleanMoveCheck CleanMoves { get; }

    /// <summary>Where that runs which is on no node: faults and clients.</summary>
    public SimulatedNode Outside { get; }

    /// <summary>The process at each address; null until it is started again.</summary>
    public SimulatedNode?[] Nodes { get; }

    public TopicInfo[] Topics { get; }

    /// <summary>Those who hear something.</summary>
    public SimulatedClient[] Clients { get; }

    public SimulatedPublisher[] Publishers { get; }

    /// <summary>The coordinator of a node that runs and is a member; any, if they disagree.</summary>
    public SimulatedCoordinator? Coordinator
    {
        get
        {
            foreach (var node in Nodes)
            {
                if (node is { IsRunning: true, Coordinator: { } coordinator })
                {
                    return coordinator;
                }
            }

            return null;
        }
    }

    public TopicInfo Topic(TopicName name) => _topics[name];

    public int NextLane() => _lanes++ % Link.Lanes;

    /// <summary>Has something done on a node after some time, if it still runs then.</summary>
    public void After(SimulatedNode node, long delay, Action action) => Time.Add(Time.Now + delay, node.Control, node.Control, action, -1);

    /// <summary>A node that takes connections.</summary>
    public SimulatedNode? AnyNode()
    {
        var first = Random.Next(Nodes.Length);
        for (var i = 0; i < Nodes.Length; i++)
        {
            if (Nodes[(first + i) % Nodes.Length] is { IsRunning: true, IsLeaving: false, View.Members.Count: > 0 } node)
            {
                return node;
            }
        }

        return null;
    }

    public void NodeEnded(SimulatedNode node)
    {
        Nodes[node.Slot] = null;
        Statistics.FenceLapses += node.Fence.Lapses;
        CloseClientsOf(node);
        DeathWatch.Ended(node);
        After(Outside, Random.Next(500, LongestRestart), () => StartNode(node.Slot));
    }

    /// <summary>A node closes its connections: those who come back go elsewhere.</summary>
    public void CloseClientsOf(SimulatedNode node)
    {
        foreach (var client in Clients)
        {
            if (client.Connection is { } connection && connection.Node == node)
            {
                client.Close(connection);
                Links.Control(node, node, connection.Close);
            }
        }
    }

    public void Run()
    {
        for (var slot = 0; slot < Nodes.Length; slot++)
        {
            StartNode(slot);
        }

        Look();
        ScheduleStep();
        After(Outside, Plan.FaultyUntil, EndFaults);
        RunUntil(Plan.End);
        ReachCheck.Run(this);
        ConvergenceCheck.Run(this);
        CleanMoves.AtEnd();
        Statistics.FenceLapses += Nodes.Sum(static node => node!.Fence.Lapses);
        Statistics.Histories++;
        Statistics.VirtualMilliseconds += Time.Now;
        Statistics.Events += Time.Taken;
    }

    private void RunUntil(long end)
    {
        while (Time.TryTake(end, out var next))
        {
            if (Time.Taken > MostEvents)
            {
                throw new Violation(Promises.Convergence, "messages go round without end");
            }

            var target = next.Target;
            if (target.Node.IsDead || target.IsStopped)
            {
                continue;
            }

            if (target.Node.IsPaused)
            {
                target.Node.Defer(next);
            }
            else if (next.From is null)
            {
                target.TimerFired(Time.Now);
            }
            else if (Links.Arrives(next))
            {
                Trace?.Received(next.From, target, next.Message!);
                target.Receive(next.From, next.Message!);
            }
        }
    }

    private void StartNode(int slot)
    {
        if (Nodes[slot] is null)
        {
            var node = new SimulatedNode(this, slot, ++_incarnations[slot], Plan.Skews[slot]);
            Nodes[slot] = node;
            Membership.Start(node);
        }
    }

    private void Look()
    {
        Membership.Look();
        After(Outside, SimulatedMembership.Period, Look);
    }

    private void ScheduleStep()
    {
        if (_nextStep < Plan.Steps.Count)
        {
            After(Outside, Plan.Steps[_nextStep].At - Time.Now, () =>
            {
                _faults.Do(Plan.Steps[_nextStep++]);
                ScheduleStep();
            });
        }
    }

    private void EndFaults()
    {
        Trace?.Note("--- the last fault is over");
        Links.Heal();
        foreach (var node in Nodes)
        {
            node?.Resume();
        }

        foreach (var client in Clients)
        {
            client.IsSlow = false;
        }
    }

    // What is no number of a topic is a filter.
    private SimulatedClient MakeClient(string heard, int number) => int.TryParse(heard, CultureInfo.InvariantCulture, out var topic)
        ? new SimulatedSubscriber(this, number, Topics[topic])
        : new FilterClient(this, number, TopicFilter.Parse(heard));

    private TopicInfo[] MakeTopics()
    {
        var topics = new TopicInfo[Plan.TopicCount];
        for (var index = 0; index < topics.Length; index++)
        {
            var name = TopicName.Parse($"{(char)('a' + (index % 2))}/{index}");
            topics[index] = new TopicInfo(name, index, index % Plan.Shards);
            _topics.Add(name, topics[index]);
        }

        return topics;
    }
}
