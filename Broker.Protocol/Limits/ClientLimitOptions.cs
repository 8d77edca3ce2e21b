using System.ComponentModel.DataAnnotations;

namespace Broker.Protocol.Limits;

/// <summary>What one connection may do: <c>relay.limits.client</c>.</summary>
public sealed class ClientLimitOptions
{
    /// <summary>How many messages a second are read from it. Default 5,000.</summary>
    [Range(0, 10_000_000)]
    public int MessagesPerSecond { get; set; } = 5000;

    /// <summary>How many bytes of messages a second are read from it. Default 32 MiB.</summary>
    [Range(0, int.MaxValue)]
    public int MessageBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>How many topics a second it may name that it has not named lately. Default 1,000.</summary>
    [Range(0, 10_000_000)]
    public int NewTopicsPerSecond { get; set; } = 1000;
}
