using System.Globalization;

namespace Broker.Runtime.Util;

/// <summary>The version of an application, such as <c>1.2.3-rc1+build</c>; newer versions compare greater.</summary>
public class AppVersion : IComparable<AppVersion>, IEquatable<AppVersion>
{
    /// <summary>Version 0.0.0.</summary>
    public static readonly AppVersion Zero = Create("0.0.0");

    private readonly int[] _numbers;
    private readonly string _preRelease;

    private AppVersion(string version, int[] numbers, string preRelease)
    {
        Version = version;
        _numbers = numbers;
        _preRelease = preRelease;
    }

    /// <summary>The version as it was written.</summary>
    public string Version { get; }

    /// <summary>Reads a version; what is not a number counts as 0 (Semantic Versioning 2.0.0, section 11, gives the order).</summary>
    public static AppVersion Create(string version)
    {
        var core = version.Split('+', 2)[0];
        var dash = core.IndexOf('-', StringComparison.Ordinal);
        var preRelease = dash < 0 ? "" : core[(dash + 1)..];
        var numbers = (dash < 0 ? core : core[..dash]).Split('.')
            .Select(static part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0)
            .ToArray();
        return new AppVersion(version, numbers, preRelease);
    }

    /// <summary>Equal in order.</summary>
    public static bool operator ==(AppVersion? first, AppVersion? second) => first is null ? second is null : first.Equals(second);

    /// <summary>Different in order.</summary>
    public static bool operator !=(AppVersion? first, AppVersion? second) => !(first == second);

    /// <summary>Older.</summary>
    public static bool operator <(AppVersion left, AppVersion right) => left.CompareTo(right) < 0;

    /// <summary>Newer.</summary>
    public static bool operator >(AppVersion left, AppVersion right) => left.CompareTo(right) > 0;

    /// <summary>Not newer.</summary>
    public static bool operator <=(AppVersion left, AppVersion right) => left.CompareTo(right) <= 0;

    /// <summary>Not older.</summary>
    public static bool operator >=(AppVersion left, AppVersion right) => left.CompareTo(right) >= 0;

    /// <inheritdoc />
    public int CompareTo(AppVersion? other)
    {
        if (other is null)
            return 1;
        for (var i = 0; i < Math.Max(_numbers.Length, other._numbers.Length); i++)
        {
            var result = Number(_numbers, i).CompareTo(Number(other._numbers, i));
            if (result != 0)
                return result;
        }

        return (_preRelease.Length, other._preRelease.Length) switch
        {
            (0, 0) => 0,
            (0, _) => 1,
            (_, 0) => -1,
            _ => ComparePreRelease(_preRelease.Split('.'), other._preRelease.Split('.')),
        };
    }

    /// <inheritdoc />
    public bool Equals(AppVersion? other) => other is not null && CompareTo(other) == 0;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as AppVersion);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Number(_numbers, 0), Number(_numbers, 1), Number(_numbers, 2), _preRelease);

    /// <inheritdoc />
    public override string ToString() => Version;

    private static int Number(int[] numbers, int index) => index < numbers.Length ? numbers[index] : 0;

    private static int ComparePreRelease(string[] left, string[] right)
    {
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var leftIsNumber = int.TryParse(left[i], NumberStyles.None, CultureInfo.InvariantCulture, out var a);
            var rightIsNumber = int.TryParse(right[i], NumberStyles.None, CultureInfo.InvariantCulture, out var b);
            var result = leftIsNumber && rightIsNumber ? a.CompareTo(b)
                : leftIsNumber != rightIsNumber ? rightIsNumber.CompareTo(leftIsNumber)
                : string.CompareOrdinal(left[i], right[i]);
            if (result != 0)
                return result;
        }

        return left.Length.CompareTo(right.Length);
    }
}
