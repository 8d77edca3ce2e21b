namespace Broker.Actors.Relays;

/// <summary>Connection to this node's relays: no more of the filter, whether it was joined or still waited for.</summary>
public sealed record LeaveFilter(FilterSubscriber Subscriber);
