namespace Broker.Actors.Publishing;

/// <summary>What a publisher wants done.</summary>
public enum PublisherEffectKind
{
    /// <summary>Send the publish to its topic.</summary>
    Send,

    /// <summary>The publish with this tag is settled.</summary>
    Settle,
}
