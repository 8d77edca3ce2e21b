using System.ComponentModel.DataAnnotations;

namespace Broker.Protocol.Limits;

/// <summary>What all clients of the node may do: <c>relay.limits.node</c>.</summary>
public sealed class NodeLimitOptions
{
    /// <summary>How many handshakes a second are served. Default 5,000.</summary>
    [Range(0, 10_000_000)]
    public int HandshakesPerSecond { get; set; } = 5000;

    /// <summary>How many subscriptions there may be. Default 2,000,000.</summary>
    [Range(0, 1_000_000_000)]
    public int Subscriptions { get; set; } = 2_000_000;

    /// <summary>How many messages a second are read. Default no limit.</summary>
    [Range(0, 100_000_000)]
    public int MessagesPerSecond { get; set; }

    /// <summary>How many bytes of messages a second are read. Default no limit.</summary>
    [Range(0, int.MaxValue)]
    public int MessageBytes { get; set; }

    /// <summary>How many topics a second connections may name that they have not named lately. Default no limit.</summary>
    [Range(0, 10_000_000)]
    public int NewTopicsPerSecond { get; set; }

    /// <summary>What may wait for all clients together; beyond it those for whom most waits are closed. Default 1 GiB.</summary>
    [Range(0L, 1L << 40)]
    public long OutboxBytes { get; set; } = 1024 * 1024 * 1024;
}
