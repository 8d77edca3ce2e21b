namespace Broker.Runtime.Remote.Hosting;

/// <summary>Where a node listens for other nodes, and under which address they reach it. What is not set is left to the configuration.</summary>
public class RemoteOptions
{
    /// <summary>The address to bind.</summary>
    public string? HostName { get; set; }

    /// <summary>The port to bind; 0 lets the system choose.</summary>
    public int? Port { get; set; }

    /// <summary>The host name other nodes use, where it differs from the bound one.</summary>
    public string? PublicHostName { get; set; }

    /// <summary>The port other nodes use, where it differs from the bound one.</summary>
    public int? PublicPort { get; set; }

    /// <summary>The largest frame in bytes.</summary>
    public long? MaxFrameSize { get; set; }
}
