using System.Globalization;

namespace Broker.Protocol.Publications;

/// <summary>The place of a publication in its topic's epoch; the first is 1.</summary>
public readonly record struct Offset(long Value) : IComparable<Offset>
{
    /// <summary>Before the first publication.</summary>
    public static Offset Zero => default;

    /// <summary>The place after this one.</summary>
    public Offset Next => new(Value + 1);

    /// <inheritdoc/>
    public int CompareTo(Offset other) => Value.CompareTo(other.Value);

    /// <summary>Whether the left comes before the right.</summary>
    public static bool operator <(Offset left, Offset right) => left.Value < right.Value;

    /// <summary>Whether the left comes after the right.</summary>
    public static bool operator >(Offset left, Offset right) => left.Value > right.Value;

    /// <summary>Whether the left does not come after the right.</summary>
    public static bool operator <=(Offset left, Offset right) => left.Value <= right.Value;

    /// <summary>Whether the left does not come before the right.</summary>
    public static bool operator >=(Offset left, Offset right) => left.Value >= right.Value;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
