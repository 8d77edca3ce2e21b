using System.ComponentModel.DataAnnotations;

namespace Broker.Node.WebSockets;

/// <summary>The settings of client sockets, <c>relay.websocket</c>.</summary>
public sealed class ClientSocketOptions
{
    /// <summary>Where they are in the configuration.</summary>
    public const string Section = "relay:websocket";

    /// <summary>The longest message that a client may send, all its fragments together.</summary>
    [Range(128, 16 * 1024 * 1024)]
    public int MaxMessageBytes { get; set; } = 128 * 1024;

    /// <summary>What may wait for a client that reads slowly; beyond it the client is closed and told to come back.</summary>
    [Range(4 * 1024, 256 * 1024 * 1024)]
    public int OutboxBytes { get; set; } = 1024 * 1024;

    /// <summary>After how long a silence the client is sent a ping.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How long after a ping anything must come from the client.</summary>
    public TimeSpan PongTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long one write may take: a client that does not read at all is let go after it.</summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Whether clients that offer it get their messages compressed (RFC 7692), without a window between messages.</summary>
    public bool Compression { get; set; }

    /// <summary>How long the closing of a connection may take before it is cut.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How long after most of many connections have gone their memory is collected; zero for never.</summary>
    public TimeSpan CollectAfter { get; set; } = TimeSpan.FromSeconds(60);
}
