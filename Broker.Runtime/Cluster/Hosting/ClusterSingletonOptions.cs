namespace Broker.Runtime.Cluster.Hosting;

/// <summary>How a cluster singleton and its proxy are started.</summary>
public sealed class ClusterSingletonOptions
{
    /// <summary>How many messages the proxy buffers while the singleton is unknown. Default: the configured value (1,000).</summary>
    public int? BufferSize { get; set; }

    /// <summary>The singleton runs on members with this role only. Default: any member.</summary>
    public string? Role { get; set; }

    /// <summary>What is sent to the singleton when it has to move. Default: a poison pill.</summary>
    public object? TerminationMessage { get; set; }
}
