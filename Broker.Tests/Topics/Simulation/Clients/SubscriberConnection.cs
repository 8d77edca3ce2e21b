using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Protocol.Publications;
using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Clients;

/// <summary>One connection of a subscriber, on one node.</summary>
internal sealed class SubscriberConnection(SimulatedSubscriber client, SimulatedNode node)
{
    public SimulatedNode Node { get; } = node;

    public SimulatedSubscriber Client { get; } = client;

    private bool IsCurrent => Client.Connection == this;

    public void Open() => Node.Hub.Join(this, Client.Topic);

    public void Admitted(TopicInfo topic, Position position)
    {
        if (IsCurrent)
        {
            Client.Admitted(topic, position);
        }
    }

    /// <summary>Puts a publication into the outbox; false when that is full.</summary>
    public bool Offer(TopicInfo topic, Publication publication)
    {
        if (!IsCurrent)
        {
            return true;
        }

        if (Client.IsSlow)
        {
            return false;
        }

        Client.Hear(topic, publication);
        return true;
    }

    public void Tell(TopicInfo topic, TopicGap gap)
    {
        if (IsCurrent)
        {
            Client.Tell(topic, gap);
        }
    }

    /// <summary>The connection ends, by the broker or by the client.</summary>
    public void Close()
    {
        if (!IsCurrent)
        {
            return;
        }

        Client.Closed(this);
        Node.Hub.Leave(this, Client.Topic);
    }
}
