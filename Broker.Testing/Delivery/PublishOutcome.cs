namespace Broker.Testing.Delivery;

/// <summary>What a publisher was told about one message.</summary>
public enum PublishOutcome
{
    /// <summary>Nothing: sent without asking, or the connection broke before an answer. It may or may not be delivered.</summary>
    Unknown,

    /// <summary>The topic has accepted it: every subscriber that stays must get it.</summary>
    Accepted,

    /// <summary>It was refused for good: nobody may get it.</summary>
    Refused,
}
