using Broker.Actors.Topics;

namespace Broker.Actors.Keepers;

/// <summary>How a node keeps what its topics leave, and takes what others have left (<c>relay.keeper</c>).</summary>
public sealed class KeeperOptions
{
    /// <summary>The most topics that may lie here; what is left beyond is dropped, and the topic begins a new epoch. Default 100,000.</summary>
    public int MaxTopics { get; set; } = 100_000;

    /// <summary>The most bytes of those. Default 256 MiB.</summary>
    public long MaxBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>How long something left waits for a taker. Default 60 s.</summary>
    public TimeSpan LeftTtl { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The most payload bytes in one message of a transfer; a single larger publication still goes. Default 64 KiB.</summary>
    public int SegmentBytes { get; set; } = 64 * 1024;

    /// <summary>How many topics a node takes from another at the same time. Default 64.</summary>
    public int Takes { get; set; } = 64;

    /// <summary>How long the owners of a shard wait for the answers of all reachable members; then those of a majority are enough. Default 5 s.</summary>
    public TimeSpan AskWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How soon an unanswered question is asked again. Default 500 ms.</summary>
    public TimeSpan AskRetry { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a holder reminds the cluster of what nobody has taken. Default 1 s.</summary>
    public TimeSpan PushInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>For tests only.</summary>
    internal ProtocolRules Rules { get; init; } = ProtocolRules.All;
}
