using System.Globalization;
using System.Security.Cryptography;

namespace Broker.Testing.Processes;

/// <summary>How one node process is started.</summary>
public sealed record NodeSettings
{
    /// <summary>Names the node in logs and failure messages.</summary>
    public required string Name { get; init; }

    /// <summary>The folder of the node's program; null for the one beside the program that starts it.</summary>
    public string? Program { get; init; }

    /// <summary>The address it listens on, for clients and for nodes.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>The port of clients.</summary>
    public required int HttpPort { get; init; }

    /// <summary>The port of other nodes; null starts a node on its own.</summary>
    public int? NodePort { get; init; }

    /// <summary>The address that other nodes are told, where it is not the node's own.</summary>
    public string? PublicAddress { get; init; }

    /// <summary>The node addresses of the seeds, as host:port.</summary>
    public IReadOnlyList<string> Seeds { get; init; } = [];

    /// <summary>What the nodes of a cluster prove to each other that they know.</summary>
    public string? Secret { get; init; }

    /// <summary>Further settings, as HOCON keys and values.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>A command that runs the node's command in its own place, such as <c>ip netns exec NAME</c>. Empty: none.</summary>
    public IReadOnlyList<string> Launcher { get; init; } = [];

    /// <summary>Where other nodes reach it, as host:port; this is how publish answers name an owner.</summary>
    public string NodeAddress => PublicAddress ?? Address(Host, NodePort ?? 0);

    /// <summary>Nodes of one cluster on loopback, each a seed, with a secret of their own.</summary>
    /// <param name="count">How many; one has no node port.</param>
    /// <param name="settings">Further settings for each, as HOCON keys and values.</param>
    /// <param name="program">The folder of their program; null for the one beside this.</param>
    public static IReadOnlyList<NodeSettings> OnLoopback(int count, IReadOnlyDictionary<string, string>? settings = null, string? program = null)
    {
        var nodePorts = Enumerable.Range(0, count).Select(_ => FreePorts.Next()).ToArray();
        var secret = NewSecret();
        return
        [
            .. nodePorts.Select((port, index) => new NodeSettings
            {
                Name = $"node-{index + 1}",
                Program = program,
                HttpPort = FreePorts.Next(),
                NodePort = count > 1 ? port : null,
                Seeds = [.. nodePorts.Select(seed => Address("127.0.0.1", seed))],
                Secret = secret,
                Settings = settings ?? new Dictionary<string, string>(),
            }),
        ];
    }

    /// <summary>A secret for the nodes of one cluster.</summary>
    public static string NewSecret() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>As settings write an address.</summary>
    public static string Address(string host, int port) => string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
}
