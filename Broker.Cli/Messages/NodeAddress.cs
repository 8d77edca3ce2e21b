using System.CommandLine;

namespace Broker.Cli.Messages;

/// <summary>Which node a command talks to.</summary>
internal static class NodeAddress
{
    private const string Default = "http://localhost:8080";

    public static Option<Uri> Option() => new("--url", "-u")
    {
        Description = "The node to talk to",
        DefaultValueFactory = _ => new Uri(Default),
        CustomParser = given =>
        {
            if (Uri.TryCreate(given.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                return url;
            }

            given.AddError($"--url takes an address such as {Default}");
            return new Uri(Default);
        },
    };

    /// <summary>The address of a topic's WebSocket.</summary>
    public static Uri WebSocket(Uri node, string topic)
    {
        var scheme = node.Scheme == "https" ? "wss" : "ws";
        return new Uri($"{scheme}://{node.Authority}/websocket/{Uri.EscapeDataString(topic)}");
    }

    /// <summary>Where a topic's publications are posted.</summary>
    public static Uri Publish(Uri node, string topic) => new(node, $"/sendSocket/{Uri.EscapeDataString(topic)}");
}
