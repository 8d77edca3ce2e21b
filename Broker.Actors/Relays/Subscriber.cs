using Broker.Protocol.Outbound;
using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <summary>One connection as one topic's relay sees it.</summary>
/// <remarks>The connection makes it and names itself by it; everything that can change belongs to the relay.</remarks>
public sealed class Subscriber(TopicName topic, Outbox outbox, DeliveryFormat format, IActorRef connection, IJoinReply? reply = null)
    : Hearer(outbox, format, connection, reply)
{
    public TopicName Topic { get; } = topic;

    /// <summary>For the relay only: the place in its table, or negative.</summary>
    internal int Slot { get; set; } = SubscriberTable.NoSlot;

    /// <summary>For relays only: the one it has joined, or null; a leave that reaches another one means nothing.</summary>
    internal TopicRelayActor? Home { get; set; }
}
