namespace Broker.Actors.Relays;

/// <summary>What a relay made of a delivery.</summary>
public enum DeliverVerdict
{
    /// <summary>The next one: emitted.</summary>
    InOrder,

    /// <summary>Something before it is missing and is fetched.</summary>
    Early,

    /// <summary>Had already.</summary>
    Duplicate,

    /// <summary>Of an owner that this relay does not follow: refused.</summary>
    OtherTerm,
}
