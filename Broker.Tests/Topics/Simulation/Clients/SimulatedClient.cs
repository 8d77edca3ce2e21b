using Broker.Tests.Topics.Simulation.Checks;
using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Clients;

/// <summary>A client that wants to hear something, whatever happens to its connections.</summary>
internal abstract class SimulatedClient(World world, int number)
{
    private const int Backoff = 2_000;

    protected World World => world;

    protected int Number => number;

    public IClientConnection? Connection { get; private set; }

    /// <summary>Whether it wants to hear.</summary>
    public bool IsWanted { get; private set; }

    /// <summary>Whether it does not read, so that its outbox is full.</summary>
    public bool IsSlow { get; set; }

    /// <summary>Whether it hears what it wants to.</summary>
    public bool IsSettled => !IsWanted || (Connection is not null && IsAdmitted);

    protected bool IsAdmitted { get; set; }

    /// <summary>Adds what must have reached this client by now.</summary>
    public abstract void AddLiveStreams(List<SubscriberStream> streams);

    public void Begin()
    {
        if (!IsWanted)
        {
            IsWanted = true;
            Forget();
            Connect();
        }
    }

    public void End()
    {
        IsWanted = false;
        if (Connection is { } connection)
        {
            Close(connection);
            world.Links.Control(connection.Node, connection.Node, connection.Close);
        }
    }

    /// <summary>The connection has ended; another one follows.</summary>
    public void Close(IClientConnection connection)
    {
        if (Connection == connection)
        {
            Connection = null;
            IsAdmitted = false;
            world.Statistics.Closed++;
            ConnectLater();
        }
    }

    public override string ToString() => $"s{number}@{Connection?.Node.ToString() ?? "nowhere"}";

    /// <summary>What was heard before does not count any more.</summary>
    protected abstract void Forget();

    protected abstract IClientConnection Connect(SimulatedNode node);

    private void ConnectLater() => world.After(world.Outside, world.Random.Next(10, Backoff), Connect);

    private void Connect()
    {
        if (!IsWanted || Connection is not null)
        {
            return;
        }

        if (world.AnyNode() is { } node)
        {
            Connection = Connect(node);
            world.Trace?.Note($"{this} connects");
            world.Links.Control(node, node, Connection.Open);
        }
        else
        {
            ConnectLater();
        }
    }
}
