namespace Broker.Testing.Nemesis;

/// <summary>How much traffic there is.</summary>
public sealed record TrafficOptions
{
    /// <summary>What the topics' names begin with.</summary>
    public string Prefix { get; init; } = "nemesis";

    /// <summary>How many topics. Each has on every node a publisher with known outcomes and a subscriber that stays.</summary>
    public int Topics { get; init; } = 6;

    /// <summary>How many subscribers of each topic come and go.</summary>
    public int PassingSubscribers { get; init; } = 2;

    /// <summary>How many subscribers of each topic also publish, over their own connection.</summary>
    public int SpeakingSubscribers { get; init; } = 1;

    /// <summary>How many subscribers of each topic stay with positions: when they come back they continue where they were.</summary>
    public int PositionedSubscribers { get; init; } = 2;

    /// <summary>The rest between a publisher's answer and its next message.</summary>
    public TimeSpan PublishPause { get; init; } = TimeSpan.FromMilliseconds(200);
}
