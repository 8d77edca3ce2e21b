using System.Globalization;
using System.Reflection;
using Broker.Hocon;

namespace Broker.Node.Configuration;

/// <summary>Writes the settings of one options class the way .NET's configuration wants them, so that it can be bound.</summary>
/// <remarks>HOCON's spellings of sizes, durations and booleans are understood here, because here their place in the file is still known.</remarks>
/// <param name="tree">The settings.</param>
/// <param name="values">Takes what is found.</param>
/// <param name="errors">Takes what is wrong.</param>
/// <param name="shownAs">How a key is called in errors, where the tree is a part of a larger one.</param>
internal sealed class OptionsFlattener(
    HoconObject tree, IDictionary<string, string?> values, ICollection<string> errors, Func<string, string>? shownAs = null)
{
    public void Add(string path, Type options)
    {
        foreach (var property in Settable(options))
        {
            var key = $"{path}.{OptionNames.KeyOf(property.Name)}";
            var target = $"{OptionNames.SectionOf(path)}:{property.Name}";
            if (IsNested(property.PropertyType))
                AddNested(key, property.PropertyType, target);
            else if (tree.Find(key) is { } value)
                AddValue(key, target, property, value);
        }
    }

    /// <summary>The properties of an options class that a setting can have.</summary>
    public static IEnumerable<PropertyInfo> Settable(Type options) =>
        options.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.SetMethod is { IsPublic: true } || IsNested(property.PropertyType));

    /// <summary>True if the property is an options class itself.</summary>
    public static bool IsNested(Type type) => type.IsClass && type != typeof(string) && !type.IsArray;

    private void AddNested(string path, Type options, string target)
    {
        var inner = new Dictionary<string, string?>();
        new OptionsFlattener(tree, inner, errors, shownAs).Add(path, options);
        var prefix = OptionNames.SectionOf(path);
        foreach (var (key, value) in inner)
            values[target + key[prefix.Length..]] = value;
    }

    private void AddValue(string key, string target, PropertyInfo property, HoconValue value)
    {
        if (property.PropertyType == typeof(string[]))
        {
            AddItems(key, target, value);
            return;
        }

        if (value is not HoconText text)
            errors.Add($"{value.Origin}: {Shown(key)} must be a single value, not {value.Kind}.");
        else if (Read(property, text.Text, out var result) is { } expected)
            errors.Add($"{value.Origin}: {Shown(key)} must be {expected}, not \"{text.Text}\".");
        else
            values[target] = result;
    }

    private void AddItems(string key, string target, HoconValue value)
    {
        if (value is not HoconArray array || array.Items.Any(static item => item is not HoconText))
        {
            errors.Add($"{value.Origin}: {Shown(key)} must be a list of texts, not {value.Kind}.");
            return;
        }

        for (var i = 0; i < array.Items.Count; i++)
            values[string.Create(CultureInfo.InvariantCulture, $"{target}:{i}")] = ((HoconText)array.Items[i]).Text;
    }

    private string Shown(string key) => shownAs is null ? key : shownAs(key);

    // Null, or what was expected.
    private static string? Read(PropertyInfo property, string text, out string result)
    {
        result = text;
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(bool))
        {
            if (!HoconBoolean.TryParse(text, out var flag))
                return "on or off";
            result = flag ? "true" : "false";
        }
        else if (type == typeof(TimeSpan))
        {
            if (!HoconDuration.TryParse(text, out var duration))
                return HoconDuration.Expected;
            result = duration.ToString("c", CultureInfo.InvariantCulture);
        }
        else if (type == typeof(int) || type == typeof(long))
        {
            return ReadNumber(property.Name.EndsWith("Bytes", StringComparison.Ordinal), type, ref result);
        }
        else if (type == typeof(double))
        {
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? null : "a number";
        }
        else if (type.IsEnum)
        {
            result = text.Replace("-", "", StringComparison.Ordinal);
            return Enum.TryParse(type, result, ignoreCase: true, out _) ? null : $"one of {string.Join(", ", Enum.GetNames(type).Select(OptionNames.KeyOf))}";
        }

        return null;
    }

    private static string? ReadNumber(bool isSize, Type type, ref string text)
    {
        long number;
        var read = isSize
            ? HoconByteSize.TryParse(text, out number)
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
        if (!read)
            return isSize ? HoconByteSize.Expected : "a whole number";
        if (type == typeof(int) && number is < int.MinValue or > int.MaxValue)
            return $"at most {int.MaxValue}";
        text = number.ToString(CultureInfo.InvariantCulture);
        return null;
    }
}
