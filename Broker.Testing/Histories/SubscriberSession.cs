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
    /// <inheritdoc/>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Subscriber} at {Node} ({Topic}, {OpenedAt.TotalSeconds:0.000} to {EndedAt.TotalSeconds:0.000}, {End}{(Closing.Length == 0 ? "" : ": " + Closing)})");
}
