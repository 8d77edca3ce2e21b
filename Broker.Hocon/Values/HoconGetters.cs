using System.Globalization;
using System.Numerics;

namespace Broker.Hocon;

/// <summary>Reads values of a tree as the type that is wanted.</summary>
/// <remarks>Each getter without a default throws where the path has no value; each throws where the value is of another kind.</remarks>
public static class HoconGetters
{
    private static readonly Func<HoconText, string> AsText = static value => value.Text;

    /// <summary>The object at a path, or the empty one.</summary>
    public static HoconObject GetObject(this HoconObject root, string path) => root.Find(path) switch
    {
        null => HoconObject.Empty,
        HoconObject value => value,
        var other => throw Wrong(path, other, "an object"),
    };

    /// <summary>The text at a path.</summary>
    public static string GetString(this HoconObject root, string path) => Read(root, path, AsText);

    /// <summary>The text at a path.</summary>
    public static string? GetString(this HoconObject root, string path, string? otherwise) => Read(root, path, AsText, otherwise);

    /// <summary>The whole number at a path.</summary>
    public static int GetInt(this HoconObject root, string path, int? otherwise = null) =>
        Read(root, path, value => ParseNumber<int>(path, value), otherwise);

    /// <summary>The whole number at a path.</summary>
    public static long GetLong(this HoconObject root, string path, long? otherwise = null) =>
        Read(root, path, value => ParseNumber<long>(path, value), otherwise);

    /// <summary>The number at a path.</summary>
    public static double GetDouble(this HoconObject root, string path, double? otherwise = null) =>
        Read(root, path, value => ParseNumber<double>(path, value), otherwise);

    /// <summary>The boolean at a path: on, true, yes, off, false, no.</summary>
    public static bool GetBoolean(this HoconObject root, string path, bool? otherwise = null) =>
        Read(root, path, value => HoconBoolean.TryParse(value.Text, out var result) ? result : throw Wrong(path, value, "on or off"), otherwise);

    /// <summary>The duration at a path; a number without unit is milliseconds, "infinite" is <see cref="Timeout.InfiniteTimeSpan"/>.</summary>
    public static TimeSpan GetDuration(this HoconObject root, string path, TimeSpan? otherwise = null) =>
        Read(root, path, value => HoconDuration.TryParse(value.Text, out var result) ? result : throw Wrong(path, value, HoconDuration.Expected), otherwise);

    /// <summary>The size in bytes at a path; a number without unit is bytes.</summary>
    public static long GetBytes(this HoconObject root, string path, long? otherwise = null) =>
        Read(root, path, value => HoconByteSize.TryParse(value.Text, out var result) ? result : throw Wrong(path, value, HoconByteSize.Expected), otherwise);

    /// <summary>The texts of the array at a path; empty if there is none.</summary>
    public static IReadOnlyList<string> GetStrings(this HoconObject root, string path) => root.Find(path) switch
    {
        null => [],
        HoconArray array => [.. array.Items.Select(item => item is HoconText text ? text.Text : throw Wrong(path, item, "a list of texts"))],
        var other => throw Wrong(path, other, "a list"),
    };

    private static string? Read(HoconObject root, string path, Func<HoconText, string> parse, string? otherwise) =>
        root.Has(path) ? Read(root, path, parse) : otherwise;

    private static T Read<T>(HoconObject root, string path, Func<HoconText, T> parse, T? otherwise)
        where T : struct =>
        otherwise is { } value && !root.Has(path) ? value : Read(root, path, parse);

    private static T Read<T>(HoconObject root, string path, Func<HoconText, T> parse) => root.Find(path) switch
    {
        null => throw new HoconException(HoconOrigin.None, $"'{path}' is not set."),
        HoconText text => parse(text),
        var other => throw Wrong(path, other, "a single value"),
    };

    private static T ParseNumber<T>(string path, HoconText value)
        where T : struct, INumber<T>
    {
        if (T.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return number;
        throw Wrong(path, value, typeof(T) == typeof(double) ? "a number" : "a whole number within its range");
    }

    private static HoconException Wrong(string path, HoconValue value, string expected) =>
        new(value.Origin, $"'{path}' must be {expected}, not {(value is HoconText text ? $"\"{text.Text}\"" : value.Kind)}.");
}
