namespace Broker.Actors.Relays;

/// <summary>Where a relay is with its topic's owner.</summary>
public enum RelayPhase
{
    /// <summary>Nobody subscribed yet.</summary>
    Resting,

    /// <summary>The owner is asked to deliver and has not answered.</summary>
    Subscribing,

    /// <summary>The owner delivers.</summary>
    Subscribed,

    /// <summary>Nobody hears the topic here; the owner is asked to take this node off its list.</summary>
    Unsubscribing,
}
