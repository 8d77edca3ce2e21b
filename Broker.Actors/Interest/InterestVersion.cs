using System.Globalization;

namespace Broker.Actors.Interest;

/// <summary>One state of a node's own set of filters; every change of it has a higher one.</summary>
public readonly record struct InterestVersion(long Value) : IComparable<InterestVersion>
{
    /// <summary>The version of a set that never had a filter.</summary>
    public static InterestVersion Zero => default;

    public InterestVersion Next => new(Value + 1);

    public static bool operator <(InterestVersion left, InterestVersion right) => left.Value < right.Value;

    public static bool operator >(InterestVersion left, InterestVersion right) => left.Value > right.Value;

    public static bool operator <=(InterestVersion left, InterestVersion right) => left.Value <= right.Value;

    public static bool operator >=(InterestVersion left, InterestVersion right) => left.Value >= right.Value;

    public int CompareTo(InterestVersion other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
