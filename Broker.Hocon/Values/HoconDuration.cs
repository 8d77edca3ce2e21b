using System.Globalization;

namespace Broker.Hocon;

/// <summary>Durations as HOCON writes them: a number and a unit; without a unit, milliseconds.</summary>
public static class HoconDuration
{
    /// <summary>For messages: what a duration looks like.</summary>
    public const string Expected = "a duration such as 500ms, 10s or 5m";

    /// <summary>Reads a duration; "infinite" is <see cref="Timeout.InfiniteTimeSpan"/>, as in Akka.NET.</summary>
    public static bool TryParse(string text, out TimeSpan value)
    {
        value = Timeout.InfiniteTimeSpan;
        text = text.Trim();
        if (text is "infinite")
            return true;
        var unitAt = text.Length;
        while (unitAt > 0 && char.IsAsciiLetter(text[unitAt - 1]))
            unitAt--;
        if (TicksPer(text[unitAt..]) is not { } ticks
            || !decimal.TryParse(text[..unitAt].Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || amount < 0
            || amount > TimeSpan.MaxValue.Ticks / ticks)
        {
            return false;
        }

        value = TimeSpan.FromTicks((long)(amount * ticks));
        return true;
    }

    /// <summary>The shortest text that reads back as the same duration.</summary>
    public static string Format(TimeSpan value)
    {
        if (value == Timeout.InfiniteTimeSpan)
            return "infinite";
        var ms = value.TotalMilliseconds;
        return ms % 1000 == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{(long)ms / 1000}s")
            : string.Create(CultureInfo.InvariantCulture, $"{(decimal)value.Ticks / TimeSpan.TicksPerMillisecond:0.####}ms");
    }

    private static decimal? TicksPer(string unit) => unit switch
    {
        "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 0.01m,
        "us" or "micro" or "micros" or "microsecond" or "microseconds" => TimeSpan.TicksPerMicrosecond,
        "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.TicksPerMillisecond,
        "s" or "second" or "seconds" => TimeSpan.TicksPerSecond,
        "m" or "minute" or "minutes" => TimeSpan.TicksPerMinute,
        "h" or "hour" or "hours" => TimeSpan.TicksPerHour,
        "d" or "day" or "days" => TimeSpan.TicksPerDay,
        _ => null,
    };
}
