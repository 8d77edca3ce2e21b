using Broker.Actors.Topics;

namespace Broker.Actors.Fencing;

/// <summary>How a node makes sure that it is on the side of the majority (<c>relay.fence</c>).</summary>
public sealed class FenceOptions
{
    /// <summary>
    /// How long after it asked a majority a node's owners may act. Not longer than the failure detector's acceptable pause and the resolver's
    /// <c>stable-after</c> together, or a successor could start within it. Default 3 s.
    /// </summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often the members are asked. Default 500 ms.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>For tests only.</summary>
    internal ProtocolRules Rules { get; init; } = ProtocolRules.All;
}
