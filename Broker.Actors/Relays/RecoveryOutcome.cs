using Broker.Actors.Topics;

namespace Broker.Actors.Relays;

/// <summary>What became of one who came back with a position.</summary>
internal readonly record struct RecoveryOutcome<TSubscriber>(TSubscriber Subscriber, Position After, RecoveredRange Range)
    where TSubscriber : class;
