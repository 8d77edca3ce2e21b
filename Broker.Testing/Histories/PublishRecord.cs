using Broker.Testing.Delivery;

namespace Broker.Testing.Histories;

/// <summary>One attempt to publish, and what was told about it. Times count from the start of the run.</summary>
/// <param name="Message">The message.</param>
/// <param name="Topic">The topic.</param>
/// <param name="SentAt">When the attempt began.</param>
/// <param name="AnsweredAt">When its outcome was known.</param>
/// <param name="Outcome">What was told.</param>
public sealed record PublishRecord(MessageId Message, string Topic, TimeSpan SentAt, TimeSpan AnsweredAt, PublishOutcome Outcome)
{
    /// <summary>Where the topic put it; null when nobody said.</summary>
    public StreamPosition? Position { get; init; }

    /// <summary>The node port of the topic's owner, as the answer named it.</summary>
    public string? Owner { get; init; }

    /// <summary>Whether the broker promises to keep it behind the publisher's previous one: within one connection it does.</summary>
    public bool KeepsOrder { get; init; }

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Message}: sent {SentAt.TotalSeconds:0.000}, {Outcome} {AnsweredAt.TotalSeconds:0.000}{(Position is null ? "" : $" at {Position} by {Owner}")}");
}
