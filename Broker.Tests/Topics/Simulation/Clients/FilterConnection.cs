using Broker.Actors.Relays;
using Broker.Protocol.Publications;
using Broker.Protocol.Topics;
using Broker.Tests.Topics.Simulation.Nodes;

namespace Broker.Tests.Topics.Simulation.Clients;

/// <summary>One connection of a client that hears a filter, on one node.</summary>
internal sealed class FilterConnection(FilterClient client, SimulatedNode node) : IClientConnection, IAudienceMember
{
    public SimulatedNode Node { get; } = node;

    public TopicFilter Filter => client.Filter;

    public bool MayOverlap => false;

    public bool HasLeft { get; set; }

    private bool IsCurrent => client.Connection == this;

    public void Open() => Node.Hub.Join(this);

    public void Joined()
    {
        if (IsCurrent)
        {
            client.Joined();
        }
    }

    public void Hear(TopicInfo topic, Publication publication)
    {
        if (IsCurrent && !HasLeft)
        {
            client.Hear(topic, publication);
        }
    }

    public void Tell(TopicInfo topic, TopicGap gap)
    {
        if (IsCurrent && !HasLeft)
        {
            client.Tell(topic, gap);
        }
    }

    public void TellOfAnything()
    {
        if (IsCurrent && !HasLeft)
        {
            client.TellOfAnything();
        }
    }

    public void Close() => Node.Hub.Leave(this);
}
