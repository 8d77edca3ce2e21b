namespace Broker.Actors.Relays;

/// <summary>Connection to this node's relays: no more of the topic, whether it was joined or still waited for.</summary>
public sealed record LeaveTopic(Subscriber Subscriber);
