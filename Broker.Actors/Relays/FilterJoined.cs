namespace Broker.Actors.Relays;

/// <summary>Hub to connection: everything that is published from now on to a topic that matches is put into the outbox.</summary>
public sealed record FilterJoined(FilterSubscriber Subscriber);
