namespace Broker.Actors.Publishing;

/// <summary>The place of a publish among all of its publisher, over all topics; the first is 1.</summary>
public readonly record struct PublishSequence(long Value) : IComparable<PublishSequence>
{
    /// <summary>Before the first publish.</summary>
    public static PublishSequence None => default;

    public int CompareTo(PublishSequence other) => Value.CompareTo(other.Value);

    public static bool operator <(PublishSequence left, PublishSequence right) => left.Value < right.Value;

    public static bool operator >(PublishSequence left, PublishSequence right) => left.Value > right.Value;

    public static bool operator <=(PublishSequence left, PublishSequence right) => left.Value <= right.Value;

    public static bool operator >=(PublishSequence left, PublishSequence right) => left.Value >= right.Value;
}
