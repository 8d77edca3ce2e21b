namespace Broker.Actors.Relays;

/// <summary>Those who hear a filter at one moment; those who have left since are marked and are to be passed over.</summary>
/// <param name="members">The array; what is behind the count belongs to nobody.</param>
/// <param name="count">How many of it count.</param>
/// <param name="mayOverlap">Whether one of them may hear the same topic in another way too.</param>
public sealed class AudienceSnapshot<TSubscriber>(TSubscriber[] members, int count, bool mayOverlap)
    where TSubscriber : class
{
    public static readonly AudienceSnapshot<TSubscriber> Empty = new([], 0, mayOverlap: false);

    public int Count => count;

    public bool MayOverlap => mayOverlap;

    public ReadOnlySpan<TSubscriber> Members => members.AsSpan(0, count);
}
