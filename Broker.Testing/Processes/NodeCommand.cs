using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Broker.Testing.Processes;

/// <summary>The command that starts a node.</summary>
internal static class NodeCommand
{
    public static ProcessStartInfo For(NodeSettings settings)
    {
        // A project that refers to Broker.Node has the node's files beside its own.
        var node = Path.Combine(settings.Program ?? AppContext.BaseDirectory, "Broker.Node.dll");
        if (!File.Exists(node))
        {
            throw new FileNotFoundException($"No node to start; a project that starts one must refer to Broker.Node: {node}");
        }

        string[] command = [.. settings.Launcher, "dotnet", "exec", node, "--name", settings.Name, "--host", settings.Host, "--port", Number(settings.HttpPort)];
        var start = new ProcessStartInfo(command[0])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Add(start, command.AsSpan(1));
        if (!IPAddress.IsLoopback(IPAddress.Parse(settings.Host)))
        {
            Add(start, "--set", "relay.http.allow-unauthenticated=on");
        }

        if (settings.NodePort is { } nodePort)
        {
            Add(start, "--node-host", settings.Host, "--node-port", Number(nodePort), "--seeds", string.Join(',', settings.Seeds));
            start.Environment["RELAY_CLUSTER_SHARED_SECRET"] = settings.Secret;
        }

        if (settings.PublicAddress is { } address && address.LastIndexOf(':') is > 0 and var colon)
        {
            Add(start, "--set", $"relay.cluster.public-host={address[..colon]}", "--set", $"relay.cluster.public-port={address[(colon + 1)..]}");
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
