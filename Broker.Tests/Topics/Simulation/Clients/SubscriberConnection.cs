using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Clients;

/// <summary>One connection of a subscriber, on one node.</summary>
internal sealed class SubscriberConnection(SimulatedSubscriber client, SimulatedNode node, Position? after) : IClientConnection
{
    public SimulatedNode Node { get; } = node;

    /// <summary>For relays only: the one it has joined, or null.</summary>
    public SimulatedRelay? Home { get; set; }

    private bool IsCurrent => client.Connection == this;

    public void Open() => Node.Hub.Join(this, client.Topic, after);

    public void Admitted(TopicInfo topic, Position position, RecoveredRange? range)
    {
        if (IsCurrent)
        {
            client.Admitted(position, range);
        }
    }

    /// <summary>Puts a publication into the outbox; false when that is full.</summary>
    public bool Offer(Publication publication)
    {
        if (!IsCurrent)
        {
            return true;
        }

        if (client.IsSlow)
        {
            return false;
        }

        client.Hear(publication);
        return true;
    }

    public void Tell(TopicGap gap)
    {
        if (IsCurrent)
        {
            client.Tell(gap);
        }
    }

    /// <summary>The outbox is full: the relay has let it go already.</summary>
    public void Overflowed()
    {
        Node.World.Statistics.Overflows++;
        client.Close(this);
    }

    public void Close() => Node.Hub.Leave(this, client.Topic);
}
