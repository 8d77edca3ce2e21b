using System.ComponentModel.DataAnnotations;

namespace Broker.Protocol.Limits;

/// <summary>What clients, users and the node may do at most: <c>relay.limits</c>. In all of it 0 means no limit.</summary>
public sealed class LimitOptions
{
    /// <summary>How much quiet time is saved up for handshakes and new topics, which come in bursts by nature. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan Burst { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The same for messages, whose bursts the other clients feel. Default 100 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan MessageBurst { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>One connection.</summary>
    public ClientLimitOptions Client { get; } = new();

    /// <summary>All connections and requests of one user on the node.</summary>
    public UserLimitOptions User { get; } = new();

    /// <summary>All clients of the node.</summary>
    public NodeLimitOptions Node { get; } = new();
}
