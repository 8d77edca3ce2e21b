using Broker.Protocol.Outbound;
using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <summary>One connection as one topic's relay sees it: where its bytes go, in which format, and who is told.</summary>
/// <remarks>The connection makes it and names itself by it; everything that can change belongs to the relay.</remarks>
public sealed class Subscriber(TopicName topic, Outbox outbox, DeliveryFormat format, IActorRef connection, IJoinReply? reply = null)
{
    public TopicName Topic { get; } = topic;

    public Outbox Outbox { get; } = outbox;

    public DeliveryFormat Format { get; } = format;

    public IActorRef Connection { get; } = connection;

    /// <summary>How the client is told, in its stream, that it has joined; null when the connection tells it.</summary>
    public IJoinReply? Reply { get; } = reply;

    /// <summary>For the relay only: the place in its table, or negative.</summary>
    internal int Slot { get; set; } = SubscriberTable.NoSlot;

    /// <summary>For relays only: the one it has joined, or null; a leave that reaches another one means nothing.</summary>
    internal TopicRelayActor? Home { get; set; }
}
