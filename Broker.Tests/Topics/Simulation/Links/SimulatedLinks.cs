using Broker.Actors.Answers;
using Broker.Actors.Fencing;
using Broker.Actors.Interest;
using Broker.Tests.Topics.Simulation.Nodes;
using Broker.Tests.Topics.Simulation.Time;

namespace Broker.Tests.Topics.Simulation.Links;

/// <summary>Messages between nodes, as the engines have it: at most once, and in order for each pair of actors while their link lives.</summary>
/// <remarks>What the engine never loses while both nodes live (watches, sharding, membership) goes by <see cref="Control"/>: it waits.</remarks>
internal sealed class SimulatedLinks
{
    private readonly World _world;
    private readonly Link[,] _links;

    public SimulatedLinks(World world, int nodes)
    {
        _world = world;
        _links = new Link[nodes, nodes];
        for (var from = 0; from < nodes; from++)
        {
            for (var to = 0; to < nodes; to++)
            {
                _links[from, to] = new Link();
            }
        }
    }

    public Link this[int from, int to] => _links[from, to];

    /// <summary>The links that do not let through what is sent.</summary>
    public int Closed { get; private set; }

    /// <summary>Whether messages pass in both directions.</summary>
    public bool AreConnected(SimulatedNode left, SimulatedNode right) =>
        left == right || (this[left.Slot, right.Slot].Mode == LinkMode.Open && this[right.Slot, left.Slot].Mode == LinkMode.Open);

    /// <summary>Sends a message; it may be lost.</summary>
    public void Send(SimulatedActor from, SimulatedActor to, object message)
    {
        var time = _world.Time;
        if (ReferenceEquals(from.Node, to.Node))
        {
            time.Add(time.Now, to, from, message, -1);
            return;
        }

        _world.Statistics.MessagesSent += message is FencePing or FencePong ? 0 : 1;
        var link = _links[from.Node.Slot, to.Node.Slot];
        if (link.Mode == LinkMode.Dropping || (link.Loss > 0 && _world.Random.Next(1000) < link.Loss))
        {
            _world.Statistics.MessagesLost++;
            _world.Statistics.GoodbyesLost += message is NodeGoodbye ? 1 : 0;
            _world.Statistics.AnswerBatchesLost += message is PublishAnswers ? 1 : 0;
            _world.Trace?.Lost(from, to, message);
        }
        else if (link.Mode == LinkMode.Holding)
        {
            link.Held.Enqueue(new SimulatedEvent(to, from, message, link.Connection));
        }
        else
        {
            time.Add(Arrival(link, to), to, from, message, link.Connection);
        }
    }

    /// <summary>Has something done on another node, when that can be reached; forgotten when either node is gone.</summary>
    public void Control(SimulatedNode from, SimulatedNode to, Action action)
    {
        var time = _world.Time;
        if (ReferenceEquals(from, to))
        {
            time.Add(time.Now, to.Control, from.Control, action, -1);
            return;
        }

        var link = _links[from.Slot, to.Slot];
        if (link.Mode == LinkMode.Open)
        {
            time.Add(time.Now + link.Delay + _world.Random.Next(1, 10), to.Control, from.Control, action, -1);
        }
        else
        {
            link.Held.Enqueue(new SimulatedEvent(to.Control, from.Control, action, -1));
        }
    }

    /// <summary>Whether a message is still on its way, or went down with its link.</summary>
    public bool Arrives(in SimulatedEvent message) =>
        message.Connection < 0 || _links[message.From!.Node.Slot, message.Target.Node.Slot].Connection == message.Connection;

    public void Set(int from, int to, LinkMode mode)
    {
        var link = _links[from, to];
        Closed += (mode == LinkMode.Open ? 0 : 1) - (link.Mode == LinkMode.Open ? 0 : 1);
        link.Mode = mode;
        while (mode == LinkMode.Open && link.Held.TryDequeue(out var held))
        {
            if (!held.From!.Node.IsDead)
            {
                _world.Time.Add(Arrival(link, held.Target), held.Target, held.From, held.Message, held.Connection);
            }
        }
    }

    /// <summary>The connection breaks: what is on its way is lost.</summary>
    public void Break(int from, int to) => _links[from, to].Connection++;

    /// <summary>Everything is as it should be again.</summary>
    public void Heal()
    {
        for (var from = 0; from < _links.GetLength(0); from++)
        {
            for (var to = 0; to < _links.GetLength(1); to++)
            {
                _links[from, to].Loss = 0;
                _links[from, to].Delay = 0;
                Set(from, to, LinkMode.Open);
            }
        }
    }

    private long Arrival(Link link, SimulatedActor to)
    {
        ref var last = ref link.LastArrival[to.Lane];
        last = Math.Max(last, _world.Time.Now + _world.Random.Next(1 + (link.Delay / 2), 12 + link.Delay));
        return last;
    }
}
