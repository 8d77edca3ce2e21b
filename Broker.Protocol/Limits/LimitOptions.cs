using System.ComponentModel.DataAnnotations;

namespace Broker.Protocol.Limits;

/// <summary>What clients, users and the node may do at most: <c>relay.limits</c>. In all of it 0 means no limit.</summary>
public sealed class LimitOptions
{
    /// <summary>How much of a quiet time a rate may be exceeded for. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan Burst { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>One connection.</summary>
    public ClientLimitOptions Client { get; } = new();

    /// <summary>All connections and requests of one user on the node.</summary>
    public UserLimitOptions User { get; } = new();

    /// <summary>All clients of the node.</summary>
    public NodeLimitOptions Node { get; } = new();
}
