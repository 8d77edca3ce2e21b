using Broker.Actors.Topics;

namespace Broker.Actors.Fencing;

/// <summary>How a node makes sure that it is on the side of the majority (<c>relay.fence</c>).</summary>
public sealed class FenceOptions
{
    /// <summary>
    /// How long after a majority was asked, and answered, a node's owners may act. With the ping interval it is shorter than the failure
    /// detector's acceptable pause and the resolver's <c>stable-after</c> together: then a successor never has to wait for it. Default 5 s.
    /// </summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often the members are asked. Default 500 ms.</summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>For tests only.</summary>
    internal ProtocolRules Rules { get; init; } = ProtocolRules.All;
}
