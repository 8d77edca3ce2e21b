namespace Broker.Actors.Relays;

/// <summary>Hub to connection: this node has as many filters as it may have.</summary>
public sealed record FilterRefused(FilterSubscriber Subscriber);
