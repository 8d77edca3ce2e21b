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

    /// <summary>It came before its predecessor: not accepted, and its publisher is told so.</summary>
    Held,

    /// <summary>A copy of one that was settled long ago: no answer.</summary>
    Dropped,

    /// <summary>Its node is not sure of the majority: not accepted, and its publisher is told to send it again.</summary>
    Busy,

    /// <summary>This owner stops; the next one decides.</summary>
    Forwarded,
}
