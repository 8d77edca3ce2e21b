namespace Broker.Cli.Up;

/// <summary>Writes the nodes' lines and this process's own to one terminal, each with its name in front.</summary>
/// <remarks>Lines come from several threads; each is written whole.</remarks>
internal sealed class NodeColumn(TextWriter output, bool coloured)
{
    private const string Own = "up";
    private const string Reset = "\e[0m";
    private const string Bold = "\e[1m";

    private static readonly string[] Colours = ["\e[36m", "\e[33m", "\e[35m", "\e[32m", "\e[34m", "\e[31m"];

    private readonly Lock _gate = new();

    /// <summary>Whether to colour: only a terminal, and not when https://no-color.org asks otherwise.</summary>
    public static bool WantsColour =>
        !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public void Node(int node, string line) => Write(UpSettings.NameOf(node), Colours[node % Colours.Length], line);

    public void Say(string line) => Write(Own, Bold, line);

    private void Write(string name, string colour, string line)
    {
        var column = $"{name,-7} | ";
        lock (_gate)
        {
            output.WriteLine(coloured ? $"{colour}{column}{Reset}{line}" : column + line);
        }
    }
}
