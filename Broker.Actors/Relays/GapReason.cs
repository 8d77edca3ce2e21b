namespace Broker.Actors.Relays;

/// <summary>Why subscribers of a topic may have missed something.</summary>
public enum GapReason
{
    /// <summary>The range can no longer be fetched: it was missed for certain.</summary>
    RangeGone,

    /// <summary>The owner was lost: what it accepted last may not have come.</summary>
    OwnerLost,
}
