using Broker.Actors.Topics;

namespace Broker.Actors.Relays;

/// <summary>Relay to connection: everything after this position is put into the outbox.</summary>
public sealed record TopicJoined(Subscriber Subscriber, Position Position);
