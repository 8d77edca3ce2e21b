using Broker.Actors.Topics;

namespace Broker.Actors.Relays;

/// <summary>One thing a relay wants done, in the order of the list it stands in.</summary>
public readonly record struct RelayEffect<TPeer, TSubscriber>(
    RelayEffectKind Kind, object? Message = null, TPeer? Peer = null, TSubscriber? Subscriber = null, Position Position = default)
    where TPeer : class
    where TSubscriber : class;
