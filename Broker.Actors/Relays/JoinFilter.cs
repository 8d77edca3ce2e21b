namespace Broker.Actors.Relays;

/// <summary>Connection to this node's relays: let me hear all topics that match the filter. Answered by <see cref="FilterJoined"/> when every node that can be reached knows the filter.</summary>
public sealed record JoinFilter(FilterSubscriber Subscriber);
