using System.Text;

namespace Broker.Hocon;

/// <summary>Values written one after the other: texts become one text, arrays one array, objects one object.</summary>
internal static class HoconConcatenation
{
    /// <summary>The joined value; null if every part is a substitution without a value.</summary>
    public static HoconValue? Join(List<(RawValue Raw, HoconValue? Value)> parts, HoconOrigin origin, int maxLength)
    {
        var values = parts.Where(static part => part.Value is not null).Select(static part => part.Value!).ToList();
        if (values.Count == 0)
            return null;
        if (values.TrueForAll(static value => value is HoconObject))
            return values.Cast<HoconObject>().Aggregate(static (below, over) => over.WithFallback(below));
        if (values.TrueForAll(static value => value is HoconArray))
            return JoinArrays(values.Cast<HoconArray>().ToList(), origin, maxLength);
        if (values.Find(static value => value is HoconObject or HoconArray) is { } complex)
        {
            var other = values.Find(value => value.GetType() != complex.GetType())!;
            throw new HoconException(origin, $"A value cannot be made of {complex.Kind} and {other.Kind}; a comma or new line is missing.");
        }

        return JoinTexts(parts, origin, maxLength);
    }

    private static HoconArray JoinArrays(List<HoconArray> arrays, HoconOrigin origin, int maxLength)
    {
        var count = arrays.Sum(static array => (long)array.Items.Count);
        if (count > maxLength)
            throw new HoconException(origin, $"An array has {count} items, more than {maxLength}.");
        return new HoconArray([.. arrays.SelectMany(static array => array.Items)], origin);
    }

    private static HoconText JoinTexts(List<(RawValue Raw, HoconValue? Value)> parts, HoconOrigin origin, int maxLength)
    {
        var text = new StringBuilder();
        foreach (var (raw, value) in parts)
        {
            text.Append(raw is RawSpace space ? space.Text : (value as HoconText)?.Text ?? (value is HoconNull ? "null" : ""));
            if (text.Length > maxLength)
                throw new HoconException(origin, $"A text is longer than {maxLength} characters.");
        }

        var quoted = parts.Exists(static part => part.Value is HoconText { Quoted: true });
        return new HoconText(text.ToString(), quoted, origin);
    }
}
