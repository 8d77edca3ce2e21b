namespace Broker.Actors.Relays;

/// <summary>Hub to relay: the topic is heard through a filter from now on.</summary>
internal sealed record AttachAudience(FilterAudience<FilterSubscriber> Audience);
