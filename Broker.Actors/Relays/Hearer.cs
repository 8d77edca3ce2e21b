using Broker.Protocol.Outbound;

namespace Broker.Actors.Relays;

/// <summary>One connection as a fan-out point sees it: where its bytes go, in which format, and who is told.</summary>
public abstract class Hearer(Outbox outbox, DeliveryFormat format, IActorRef connection, IJoinReply? reply)
{
    private volatile bool _hasLeft;

    public Outbox Outbox { get; } = outbox;

    public DeliveryFormat Format { get; } = format;

    public IActorRef Connection { get; } = connection;

    /// <summary>How the client is told, in its stream, that it has joined; null when the connection tells it.</summary>
    public IJoinReply? Reply { get; } = reply;

    /// <summary>Whether the connection had another subscription, when this one was made, that may bring the same topic.</summary>
    public bool MayOverlap { get; init; }

    /// <summary>It hears nothing more, though it may still stand in a list.</summary>
    public bool HasLeft
    {
        get => _hasLeft;
        set => _hasLeft = value;
    }
}
