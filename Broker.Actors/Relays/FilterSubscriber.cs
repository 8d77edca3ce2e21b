using Broker.Protocol.Outbound;
using Broker.Protocol.Topics;

namespace Broker.Actors.Relays;

/// <summary>One connection as the audience of a filter sees it.</summary>
/// <remarks>The connection makes it and names itself by it; everything that can change belongs to the node's hub.</remarks>
public sealed class FilterSubscriber(TopicFilter filter, Outbox outbox, DeliveryFormat format, IActorRef connection, IJoinReply? reply = null)
    : Hearer(outbox, format, connection, reply), IAudienceMember
{
    public TopicFilter Filter { get; } = filter;
}
