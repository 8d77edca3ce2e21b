using System.Text.RegularExpressions;
using Broker.Tests.Architecture;

namespace Broker.Tests.Protocol.Document;

/// <summary>The tables and examples of <c>docs/protocol.md</c>.</summary>
internal static partial class ProtocolDocument
{
    private static readonly string[] Lines = Repository.Read("docs/protocol.md").Split('\n');

    /// <summary>The rows of the table with this heading row, cell by cell.</summary>
    public static IEnumerable<string[]> Rows(string heading) => Lines
        .SkipWhile(line => line != heading)
        .Skip(2)
        .TakeWhile(static line => line.StartsWith('|'))
        .Select(static line => line[1..^1].Split(" | ", StringSplitOptions.TrimEntries));

    /// <summary>What stands in back quotes.</summary>
    public static IEnumerable<string> Quoted(string cell) => BackQuoted().Matches(cell).Select(static match => match.Groups[1].Value);

    /// <summary>The fenced examples: what is written after the fence, and the text.</summary>
    public static IReadOnlyList<(string Kind, string Text)> Examples()
    {
        var examples = new List<(string, string)>();
        string? kind = null;
        var text = new List<string>();
        foreach (var line in Lines)
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                text.Add(line);
            }
            else if (kind is null)
            {
                kind = line[3..];
                text.Clear();
            }
            else
            {
                examples.Add((kind, string.Join('\n', text)));
                kind = null;
            }
        }

        return examples;
    }

    [GeneratedRegex("`([^`]*)`")]
    private static partial Regex BackQuoted();
}
