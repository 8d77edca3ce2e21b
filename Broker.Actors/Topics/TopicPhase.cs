namespace Broker.Actors.Topics;

/// <summary>Where a topic's owner is in its life.</summary>
public enum TopicPhase
{
    /// <summary>Nothing was accepted and nobody subscribed: the term may still rise.</summary>
    Fresh,

    /// <summary>It has promised something under its term.</summary>
    Active,

    /// <summary>It was told to stop and waits until the subscribed nodes have everything.</summary>
    Ending,

    /// <summary>Another owner has a higher term; it neither accepts nor delivers.</summary>
    Outlived,
}
