using System.Globalization;
using Broker.Hocon;

namespace Broker.Runtime.Hosting;

/// <summary>Writes values the way HOCON reads them.</summary>
public static class HoconExtensions
{
    /// <summary>A text in quotes.</summary>
    public static string ToHocon(this string text) => new HoconText(text, quoted: true, HoconOrigin.None).ToString();

    /// <summary>on or off.</summary>
    public static string ToHocon(this bool value) => value ? "on" : "off";

    /// <summary>A whole number.</summary>
    public static string ToHocon(this int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A whole number.</summary>
    public static string ToHocon(this long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number.</summary>
    public static string ToHocon(this double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A duration in milliseconds.</summary>
    /// <param name="value">The duration.</param>
    /// <param name="allowInfinite">Whether an infinite duration may be written.</param>
    /// <param name="zeroIsInfinite">Whether zero stands for infinite.</param>
    public static string ToHocon(this TimeSpan value, bool allowInfinite = false, bool zeroIsInfinite = false)
    {
        if (value == Timeout.InfiniteTimeSpan || (zeroIsInfinite && value == TimeSpan.Zero))
            return allowInfinite ? "infinite" : throw new ArgumentOutOfRangeException(nameof(value), value, "This duration must be finite.");
        return HoconDuration.Format(value);
    }
}
