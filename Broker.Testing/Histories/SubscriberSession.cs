namespace Broker.Testing.Histories;

/// <summary>One connection of one subscriber, from the acknowledged handshake to its end.</summary>
/// <param name="Subscriber">Who.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Node">The node it was connected to.</param>
/// <param name="OpenedAt">From here on nothing may be missed.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="End">How it ended.</param>
/// <param name="Closing">The close code and reason, for excerpts.</param>
/// <param name="Seen">What came, in order.</param>
public sealed record SubscriberSession(
    string Subscriber,
    string Topic,
    string Node,
    TimeSpan OpenedAt,
    TimeSpan EndedAt,
    SessionEnd End,
    string Closing,
    IReadOnlyList<Sighting> Seen)
{
    /// <summary>The position that the subscription was answered with, if the subscriber's protocol has positions: what comes first comes after it.</summary>
    public StreamPosition? StartsAt { get; init; }

    /// <summary>Whether it continues the subscriber's connection before this one: then nothing between the two may be missing.</summary>
    public bool IsContinued { get; init; }

    /// <summary>Where the subscriber was told that messages are missing, without being closed.</summary>
    public IReadOnlyList<StreamReset> Resets { get; init; } = [];

    /// <summary>The position through which its subscriber had everything, or knew that it had not, when it ended.</summary>
    public StreamPosition? Reached =>
        Resets is [.., var reset] && reset.Before == Seen.Count ? reset.To
        : Seen is [.., { Position: { } last }] ? last
        : StartsAt;

    /// <inheritdoc/>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Subscriber} at {Node} ({Topic}, {OpenedAt.TotalSeconds:0.000} to {EndedAt.TotalSeconds:0.000}, {End}{(Closing.Length == 0 ? "" : ": " + Closing)})");
}
