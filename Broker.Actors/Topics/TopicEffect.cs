namespace Broker.Actors.Topics;

/// <summary>One thing a topic's owner wants done, in the order of the list it stands in.</summary>
public readonly record struct TopicEffect<TPeer>(TopicEffectKind Kind, TPeer? Peer = null, object? Message = null)
    where TPeer : class;
