using System.Globalization;

namespace Broker.Protocol.Publications;

/// <summary>One incarnation of a topic's owner; a later owner has a higher one.</summary>
public readonly record struct Term(long Value) : IComparable<Term>
{
    /// <summary>Below the term of every owner.</summary>
    public static Term Zero => default;

    /// <inheritdoc/>
    public int CompareTo(Term other) => Value.CompareTo(other.Value);

    /// <summary>Whether the left is older than the right.</summary>
    public static bool operator <(Term left, Term right) => left.Value < right.Value;

    /// <summary>Whether the left is newer than the right.</summary>
    public static bool operator >(Term left, Term right) => left.Value > right.Value;

    /// <summary>Whether the left is not newer than the right.</summary>
    public static bool operator <=(Term left, Term right) => left.Value <= right.Value;

    /// <summary>Whether the left is not older than the right.</summary>
    public static bool operator >=(Term left, Term right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
