namespace Broker.Actors.Publishing;

/// <summary>What a topic says to a publish. The numbers are on the wire.</summary>
public enum PublishReply
{
    /// <summary>Nobody can say whether a former owner accepted it.</summary>
    Unknown = 0,

    /// <summary>Accepted, and sent to every subscribed node.</summary>
    Accepted = 1,

    /// <summary>This copy was not accepted: the one that must come before it is missing.</summary>
    Held = 2,

    /// <summary>This copy was not accepted: the owner can't act just now. Sent again later it counts as a first copy.</summary>
    Busy = 3,
}
