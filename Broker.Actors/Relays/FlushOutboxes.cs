namespace Broker.Actors.Relays;

/// <summary>Relay to itself: wake the writers. See <see cref="SubscriberTable"/>.</summary>
internal sealed class FlushOutboxes
{
    public static readonly FlushOutboxes Instance = new();

    private FlushOutboxes()
    {
    }
}
