namespace Broker.Tests.Topics.Simulation.Clients;

/// <summary>A client that publishes; it connects anew when its node is gone.</summary>
internal sealed class SimulatedPublisher(World world, int number)
{
    private PublisherConnection? _connection;

    /// <summary>The publishes that have no result.</summary>
    public int Pending => _connection is { Node.IsDead: false } connection ? connection.Pending : 0;

    public void Publish(TopicInfo topic, int count)
    {
        if (_connection is null || _connection.Node.IsDead)
        {
            if (world.AnyNode() is not { } node)
            {
                return;
            }

            _connection = new PublisherConnection(node, number);
        }

        var connection = _connection;
        world.Links.Control(connection.Node, connection.Node, () => connection.Publish(topic, count));
    }

    /// <summary>Goes away from its node; what has no result there is forgotten.</summary>
    public void Disconnect()
    {
        _connection?.Stop();
        _connection = null;
    }
}
