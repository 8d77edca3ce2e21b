using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Broker.Cli.Up;

/// <summary>The commands that start the nodes of one local cluster.</summary>
internal sealed class NodeLauncher
{
    private const int FirstNodePort = 9001;

    private readonly UpSettings _settings;
    private readonly IReadOnlyList<int> _nodePorts;

    /// <summary>Made for this run and told to nobody but its nodes.</summary>
    private readonly string _secret = RandomNumberGenerator.GetHexString(64, lowercase: true);

    public NodeLauncher(UpSettings settings)
    {
        _settings = settings;
        _nodePorts = settings.Nodes > 1 ? LoopbackPorts.Free(FirstNodePort, settings.Nodes) : [];
    }

    public ProcessStartInfo Command(int node)
    {
        var start = new ProcessStartInfo(Muxer())
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Add(start, "exec", Path.Combine(AppContext.BaseDirectory, "Broker.Node.dll"));
        Add(start, "--name", UpSettings.NameOf(node), "--port", Number(_settings.HttpPort(node)));
        if (_nodePorts.Count > 0)
        {
            Add(start, "--node-port", Number(_nodePorts[node]));
            Add(start, "--seeds", string.Join(',', _nodePorts.Select(port => $"127.0.0.1:{Number(port)}")));
            // By environment: the arguments of a process can be read by every user of the machine.
            start.Environment["RELAY_CLUSTER_SHARED_SECRET"] = _secret;
        }

        foreach (var setting in _settings.Settings)
        {
            Add(start, "--set", setting);
        }

        // The node stops when its standard input ends: by Stop below, and also when this process is killed.
        start.Environment["RELAY_PARENT_PIPE"] = "1";
        return start;
    }

    /// <summary>The dotnet that runs this process: the one on the path may be another, or none.</summary>
    private static string Muxer()
    {
        if (Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } given)
        {
            return given;
        }

        var file = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        // The runtime lies in <root>/shared/Microsoft.NETCore.App/<version>/.
        var candidate = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", file));
        return File.Exists(candidate) ? candidate : file;
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
