namespace Broker.Cli.Up;

/// <summary>What <c>up</c> was asked for.</summary>
/// <param name="Nodes">How many nodes.</param>
/// <param name="Port">The first node's HTTP port; the others follow it one by one.</param>
/// <param name="Settings">Settings for every node, each <c>key=value</c>.</param>
internal sealed record UpSettings(int Nodes, int Port, IReadOnlyList<string> Settings)
{
    /// <summary>More nodes than this on one machine show nothing new and only compete for its processors.</summary>
    public const int MostNodes = 20;

    public int HttpPort(int index) => Port + index;

    public Uri Url(int index) => new($"http://localhost:{HttpPort(index)}");

    public static string NameOf(int index) => $"node-{index + 1}";
}
