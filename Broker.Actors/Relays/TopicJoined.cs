using Broker.Actors.Topics;

namespace Broker.Actors.Relays;

/// <summary>Relay to connection: everything after this position is put into the outbox.</summary>
/// <param name="Subscriber">Who.</param>
/// <param name="Position">The position.</param>
/// <param name="IsRecovered">Whether that is the position it asked for; null when it asked for none.</param>
public sealed record TopicJoined(Subscriber Subscriber, Position Position, bool? IsRecovered = null);
