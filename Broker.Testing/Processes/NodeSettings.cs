namespace Broker.Testing.Processes;

/// <summary>How one node process is started.</summary>
public sealed record NodeSettings
{
    /// <summary>Names the node in logs and failure messages.</summary>
    public required string Name { get; init; }

    /// <summary>The port of clients.</summary>
    public required int HttpPort { get; init; }

    /// <summary>The port of other nodes; null starts a node on its own.</summary>
    public int? NodePort { get; init; }

    /// <summary>The node ports of the seeds.</summary>
    public IReadOnlyList<int> SeedPorts { get; init; } = [];

    /// <summary>What the nodes of a cluster prove to each other that they know.</summary>
    public string? Secret { get; init; }

    /// <summary>Further settings, as HOCON keys and values.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
