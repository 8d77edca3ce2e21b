namespace Broker.Actors.Topics;

/// <summary>What a topic's owner decided about a publish.</summary>
public enum PublishVerdict
{
    /// <summary>Numbered and delivered.</summary>
    Accepted,

    /// <summary>It was accepted before and is answered with the first result.</summary>
    Repeated,

    /// <summary>A repeat of which nobody can say whether a former owner accepted it.</summary>
    Unknown,

    /// <summary>Settled long ago, or come before its predecessor: no answer, the publisher repeats what still matters.</summary>
    Dropped,

    /// <summary>This owner stops; the next one decides.</summary>
    Forwarded,
}
