namespace Broker.Runtime.Remote.Hosting;

/// <summary>Where a node listens for other nodes, and under which address they reach it.</summary>
public class RemoteOptions
{
    /// <summary>The address to bind. Default: the configured value.</summary>
    public string? HostName { get; set; }

    /// <summary>The port to bind; 0 lets the system choose. Default: the configured value.</summary>
    public int? Port { get; set; }

    /// <summary>The host name other nodes use, where it differs from the bound one.</summary>
    public string? PublicHostName { get; set; }

    /// <summary>The port other nodes use, where it differs from the bound one.</summary>
    public int? PublicPort { get; set; }

    /// <summary>The largest frame in bytes. Default: the configured value.</summary>
    public long? MaxFrameSize { get; set; }
}
