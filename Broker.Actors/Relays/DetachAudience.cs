namespace Broker.Actors.Relays;

/// <summary>Hub to relay: and no longer.</summary>
internal sealed record DetachAudience(FilterAudience<FilterSubscriber> Audience);
