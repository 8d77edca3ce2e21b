namespace Broker.Actors.Relays;

/// <summary>What a relay wants done.</summary>
public enum RelayEffectKind
{
    /// <summary>Send the message to the topic, wherever its owner is.</summary>
    SendToTopic,

    /// <summary>Send the message to the peer.</summary>
    Send,

    /// <summary>Tell the relay when the peer has stopped.</summary>
    Watch,

    /// <summary>No longer.</summary>
    Unwatch,

    /// <summary>Offer the publication to every admitted subscriber and every audience.</summary>
    Emit,

    /// <summary>
    /// From now on the subscriber is one of those; it is told so, with the position. The message is null, or for one who came back the
    /// <see cref="RecoveredRange"/> that it gets first.
    /// </summary>
    Admit,

    /// <summary>Tell the admitted subscribers and the audiences of the gap.</summary>
    TellGap,

    /// <summary>Tell the hub that nobody needs this relay any more: the message says where it rests.</summary>
    Rest,
}
