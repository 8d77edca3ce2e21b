using System.Text;

namespace Broker.Hocon;

/// <summary>Paths as HOCON writes them: keys separated by dots, keys with anything but letters, digits, - and _ in quotes.</summary>
public static class HoconPath
{
    /// <summary>The keys of a path.</summary>
    public static IReadOnlyList<string> Parse(string path)
    {
        if (path.Length > 0 && !path.Contains('"'))
        {
            var keys = path.Split('.');
            return keys.Contains("") ? throw Empty(path) : keys;
        }

        return ParseQuoted(path);
    }

    /// <summary>The path that the keys make.</summary>
    public static string Join(IEnumerable<string> keys) => string.Join('.', keys.Select(Quote));

    /// <summary>A key as it must be written in a path or before a value.</summary>
    public static string Quote(string key) =>
        key.Length > 0 && key.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? key : HoconRenderer.Quoted(key);

    private static List<string> ParseQuoted(string path)
    {
        var scanner = new HoconScanner(path, null);
        var builder = new HoconPathBuilder();
        while (!scanner.AtEnd)
        {
            var origin = scanner.Origin;
            if (scanner.Peek() == '"')
            {
                builder.AddQuoted(scanner.ReadQuoted());
                continue;
            }

            var text = new StringBuilder();
            while (!scanner.AtEnd && scanner.Peek() != '"')
                text.Append(scanner.Next());
            builder.AddUnquoted(text.ToString(), origin);
        }

        return builder.Build(HoconOrigin.None);
    }

    private static HoconException Empty(string path) => new(HoconOrigin.None, $"The path '{path}' has an empty key.");
}
