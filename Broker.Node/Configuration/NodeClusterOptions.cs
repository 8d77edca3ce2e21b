using System.ComponentModel.DataAnnotations;

namespace Broker.Node.Configuration;

/// <summary>The nodes among themselves: <c>relay.cluster</c>.</summary>
public sealed class NodeClusterOptions
{
    /// <summary>False for a node of its own.</summary>
    public bool Enabled { get; set; }

    /// <summary>The address to listen on for other nodes.</summary>
    [Required]
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>The port to listen on for other nodes; 0 lets the system choose.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 4053;

    /// <summary>The name by which other nodes reach this one; empty for <see cref="Host"/>.</summary>
    public string PublicHost { get; set; } = "";

    /// <summary>The port by which other nodes reach this one; 0 for <see cref="Port"/>.</summary>
    [Range(0, 65535)]
    public int PublicPort { get; set; }

    /// <summary>The nodes to ask for admission, as host:port.</summary>
    public string[] SeedNodes { get; set; } = [];

    /// <summary>Whether the first seed may start a cluster although most of the seeds are silent.</summary>
    public bool StartAlone { get; set; }

    /// <summary>How many nodes must have come before any of them works.</summary>
    [Range(1, 1000)]
    public int MinimumMembers { get; set; } = 1;

    /// <summary>What nodes of one cluster know and others do not.</summary>
    public string SharedSecret { get; set; } = "";

    /// <summary>TLS between the nodes.</summary>
    public ClusterTlsOptions Tls { get; } = new();
}
