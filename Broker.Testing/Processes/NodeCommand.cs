using System.Diagnostics;
using System.Globalization;

namespace Broker.Testing.Processes;

/// <summary>The command that starts a node.</summary>
internal static class NodeCommand
{
    public static ProcessStartInfo For(NodeSettings settings)
    {
        // A project that refers to Broker.Node has the node's files beside its own.
        var node = Path.Combine(AppContext.BaseDirectory, "Broker.Node.dll");
        if (!File.Exists(node))
        {
            throw new FileNotFoundException($"No node to start; the test project must refer to Broker.Node: {node}");
        }

        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Add(start, "exec", node, "--name", settings.Name, "--port", Number(settings.HttpPort));
        if (settings.NodePort is { } nodePort)
        {
            Add(start, "--node-port", Number(nodePort));
            Add(start, "--seeds", string.Join(',', settings.SeedPorts.Select(port => $"127.0.0.1:{Number(port)}")));
            start.Environment["RELAY_CLUSTER_SHARED_SECRET"] = settings.Secret;
        }

        foreach (var (key, value) in settings.Settings)
        {
            Add(start, "--set", $"{key}={value}");
        }

        // The node ends when its standard input does, so none outlives a test run that is killed.
        start.Environment["RELAY_PARENT_PIPE"] = "1";
        return start;
    }

    private static void Add(ProcessStartInfo start, params ReadOnlySpan<string> arguments)
    {
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
