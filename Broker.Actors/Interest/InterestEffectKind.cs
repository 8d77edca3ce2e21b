namespace Broker.Actors.Interest;

/// <summary>What the exchange of filters wants done.</summary>
public enum InterestEffectKind
{
    /// <summary>Send the message to the node's hub.</summary>
    Send,

    /// <summary>
    /// Tell those who hear a filter of the given versions that they may have missed something: a topic was published to where the filter
    /// was not known yet, or the node is gone with what it had not told.
    /// </summary>
    Tell,
}
