using System.Globalization;

namespace Broker.Hocon;

/// <summary>Sizes as HOCON writes them: a number and a unit; without a unit, bytes.</summary>
public static class HoconByteSize
{
    /// <summary>For messages: what a size looks like.</summary>
    public const string Expected = "a size such as 512B, 64KiB or 1MiB";

    /// <summary>Reads a size. As in HOCON, kB, MB, GB, TB are powers of 1000, and K, KiB, M, MiB … powers of 1024.</summary>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        text = text.Trim();
        var unitAt = text.Length;
        while (unitAt > 0 && char.IsAsciiLetter(text[unitAt - 1]))
            unitAt--;
        if (BytesPer(text[unitAt..]) is not { } factor
            || !decimal.TryParse(text[..unitAt].Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || amount > long.MaxValue / factor)
        {
            return false;
        }

        bytes = (long)(amount * factor);
        return true;
    }

    private static decimal? BytesPer(string unit) => unit switch
    {
        "" or "B" or "b" or "byte" or "bytes" => 1m,
        "kB" or "kilobyte" or "kilobytes" => 1000m,
        "MB" or "megabyte" or "megabytes" => 1000m * 1000,
        "GB" or "gigabyte" or "gigabytes" => 1000m * 1000 * 1000,
        "TB" or "terabyte" or "terabytes" => 1000m * 1000 * 1000 * 1000,
        "K" or "k" or "Ki" or "KiB" or "kibibyte" or "kibibytes" => 1024m,
        "M" or "m" or "Mi" or "MiB" or "mebibyte" or "mebibytes" => 1024m * 1024,
        "G" or "g" or "Gi" or "GiB" or "gibibyte" or "gibibytes" => 1024m * 1024 * 1024,
        "T" or "t" or "Ti" or "TiB" or "tebibyte" or "tebibytes" => 1024m * 1024 * 1024 * 1024,
        _ => null,
    };
}
