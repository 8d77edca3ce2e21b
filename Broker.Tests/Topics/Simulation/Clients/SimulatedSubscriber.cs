using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Tests.Topics.Simulation.Checks;
using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Clients;

/// <summary>A client that wants to hear a topic, whatever happens to its connections.</summary>
internal sealed class SimulatedSubscriber
{
    private const int Backoff = 2_000;

    private readonly World _world;
    private readonly SubscriberStream _stream;
    private bool _isAdmitted;

    public SimulatedSubscriber(World world, int number, TopicInfo topic)
    {
        _world = world;
        Number = number;
        Topic = topic;
        _stream = new SubscriberStream(world, $"s{number}", topic);
    }

    public int Number { get; }

    public TopicInfo Topic { get; }

    public SubscriberConnection? Connection { get; private set; }

    /// <summary>Whether it wants to hear.</summary>
    public bool IsWanted { get; private set; }

    /// <summary>Whether it does not read, so that its outbox is full.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Whether it hears what it wants to.</summary>
    public bool IsSettled => !IsWanted || (Connection is not null && _isAdmitted);

    public void Begin(SimulatedNode? node)
    {
        IsWanted = true;
        if (Connection is not null)
        {
            return;
        }

        if (node is null)
        {
            ConnectLater();
        }
        else
        {
            Connect(node);
        }
    }

    public void End()
    {
        IsWanted = false;
        Connection?.Close();
    }

    /// <summary>Adds what must have reached this client by now.</summary>
    public void AddLiveStreams(List<SubscriberStream> streams)
    {
        if (Connection is not null && _isAdmitted)
        {
            streams.Add(_stream);
        }
    }

    public void Admitted(TopicInfo topic, Position position)
    {
        _world.Trace?.Note($"s{Number} is admitted to {topic} on {Connection!.Node} at {position}");
        _world.Statistics.Joins++;
        _isAdmitted = true;
        _stream.Restart(position);
    }

    public void Hear(TopicInfo topic, Publication publication)
    {
        if (topic == _stream.Topic)
        {
            _stream.Hear(publication);
        }
    }

    public void Tell(TopicInfo topic, TopicGap gap)
    {
        if (topic == _stream.Topic)
        {
            _stream.Tell(gap);
        }
    }

    public void Closed(SubscriberConnection connection)
    {
        if (Connection != connection)
        {
            return;
        }

        Connection = null;
        _isAdmitted = false;
        if (IsWanted)
        {
            _world.Statistics.Closed++;
            ConnectLater();
        }
    }

    public override string ToString() => $"s{Number}@{Connection?.Node.ToString() ?? "nowhere"}";

    private void ConnectLater() => _world.After(_world.Outside, _world.Random.Next(10, Backoff), () =>
    {
        if (IsWanted && Connection is null)
        {
            if (_world.AnyNode() is { } node)
            {
                Connect(node);
            }
            else
            {
                ConnectLater();
            }
        }
    });

    private void Connect(SimulatedNode node)
    {
        Connection = new SubscriberConnection(this, node);
        _world.Trace?.Note($"{this} connects");
        node.World.Links.Control(node, node, Connection.Open);
    }
}
