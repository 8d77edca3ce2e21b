using System.ComponentModel.DataAnnotations;
using Broker.Actors.Topics;

namespace Broker.Actors.Keepers;

/// <summary>How a node keeps what its topics leave, and takes what others have left (<c>relay.keeper</c>).</summary>
public sealed class KeeperOptions
{
    /// <summary>
    /// The most bytes that may lie here of what was taken from others and not claimed by an owner; beyond, no more is taken until some is
    /// claimed. What is left here by owners of this node is no more than they held. Default 256 MiB.
    /// </summary>
    [Range(64 * 1024, int.MaxValue)]
    public int MaxBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>How long a shard's left states stay when nobody asks for them or takes any. Default 60 s.</summary>
    public TimeSpan LeftTtl { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The most payload bytes in one message of a transfer; a single larger publication still goes. 1 KiB to 256 KiB, default 64 KiB.</summary>
    [Range(1024, 256 * 1024)]
    public int SegmentBytes { get; set; } = 64 * 1024;

    /// <summary>How many topics a node takes from another at the same time. 1 to 1,024, default 64.</summary>
    [Range(1, 1024)]
    public int Takes { get; set; } = 64;

    /// <summary>How long the owners of a shard wait for the answers of all members; then those of a majority are enough. Default 10 s.</summary>
    public TimeSpan AskWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How soon an unanswered question is asked again. Default 500 ms.</summary>
    public TimeSpan AskRetry { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How often a holder reminds the cluster of what nobody has taken. Default 1 s.</summary>
    public TimeSpan PushInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>For tests only.</summary>
    internal ProtocolRules Rules { get; init; } = ProtocolRules.All;
}
