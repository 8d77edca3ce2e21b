using System.Globalization;

namespace Broker.Cli.Up;

/// <summary>A line typed while a local cluster runs.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Node">The node's index from zero, where the command has one.</param>
internal sealed record NodeCommand(NodeCommandKind Kind, int Node = -1)
{
    public const string Usage = "kill N | stop N | start N | restart N | status | quit";

    private static readonly Dictionary<string, NodeCommandKind> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["kill"] = NodeCommandKind.Kill,
        ["stop"] = NodeCommandKind.Stop,
        ["start"] = NodeCommandKind.Start,
        ["restart"] = NodeCommandKind.Restart,
        ["status"] = NodeCommandKind.Status,
        ["quit"] = NodeCommandKind.Quit,
        ["exit"] = NodeCommandKind.Quit,
        ["help"] = NodeCommandKind.Help,
        ["?"] = NodeCommandKind.Help,
    };

    private bool NeedsNode => Kind is NodeCommandKind.Kill or NodeCommandKind.Stop or NodeCommandKind.Start or NodeCommandKind.Restart;

    /// <summary>Reads a line; on failure says what is wrong with it.</summary>
    public static (NodeCommand? Command, string? Error) Parse(string line, int nodes)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0 || !Words.TryGetValue(words[0], out var kind))
        {
            return (null, $"Not a command: '{line.Trim()}'. Commands: {Usage}");
        }

        var command = new NodeCommand(kind);
        if (!command.NeedsNode)
        {
            return words.Length == 1 ? (command, null) : (null, $"'{words[0]}' takes nothing after it");
        }

        var number = words.Length == 2 ? words[1] : "";
        number = number.StartsWith("node-", StringComparison.OrdinalIgnoreCase) ? number["node-".Length..] : number;
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var node) && node >= 1 && node <= nodes
            ? (command with { Node = node - 1 }, null)
            : (null, $"'{words[0]}' needs a node from 1 to {nodes}");
    }
}
