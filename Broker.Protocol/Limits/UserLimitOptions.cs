using System.ComponentModel.DataAnnotations;

namespace Broker.Protocol.Limits;

/// <summary>What all connections and requests of one user on the node may do: <c>relay.limits.user</c>.</summary>
public sealed class UserLimitOptions
{
    /// <summary>How many connections it may have. Default 1,000.</summary>
    [Range(0, 10_000_000)]
    public int Connections { get; set; } = 1000;

    /// <summary>How many handshakes a second it may make. Default 100.</summary>
    [Range(0, 10_000_000)]
    public int HandshakesPerSecond { get; set; } = 100;

    /// <summary>How many subscriptions its connections may have. Default 10,000.</summary>
    [Range(0, 100_000_000)]
    public int Subscriptions { get; set; } = 10_000;

    /// <summary>How many messages a second it may send. Default no limit.</summary>
    [Range(0, 10_000_000)]
    public int MessagesPerSecond { get; set; }

    /// <summary>How many bytes of messages a second it may send. Default no limit.</summary>
    [Range(0, int.MaxValue)]
    public int MessageBytes { get; set; }

    /// <summary>How many topics a second its connections may name that they have not named lately. Default no limit.</summary>
    [Range(0, 10_000_000)]
    public int NewTopicsPerSecond { get; set; }
}
