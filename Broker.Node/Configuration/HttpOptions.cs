using System.ComponentModel.DataAnnotations;

namespace Broker.Node.Configuration;

/// <summary>The port for clients: <c>relay.http</c>.</summary>
public sealed class HttpOptions
{
    /// <summary>The address to listen on; an IP address or localhost.</summary>
    [Required]
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>The port to listen on; 0 lets the system choose.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 8080;

    /// <summary>Allows an address that others can reach although nobody has to say who they are.</summary>
    public bool AllowUnauthenticated { get; set; }

    /// <summary>Origins whose pages may connect, besides the node's own.</summary>
    public string[] AllowedOrigins { get; set; } = [];

    /// <summary>How many connections the node takes.</summary>
    [Range(1, 10_000_000)]
    public int MaxConnections { get; set; } = 100_000;

    /// <summary>How long the head of a request may take, that of a WebSocket included.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may be open without a request.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(75);

    /// <summary>The largest request body.</summary>
    [Range(1, 16 * 1024 * 1024)]
    public int MaxBodyBytes { get; set; } = 128 * 1024;
}
