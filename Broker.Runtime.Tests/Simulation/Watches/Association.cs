using Broker.Runtime.Remote.Delivery;
using Broker.Runtime.Remote.Links;
using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Watches;

/// <summary>What a process has with another machine: who lives there, and the system messages to and from that one.</summary>
internal sealed class Association(Machine peer)
{
    public Machine Machine { get; } = peer;

    public PeerState Peer { get; } = new();

    public SystemMessageSenderState Outgoing { get; } = new(20_000, TimeSpan.FromSeconds(2));

    public SystemMessageReceiverState Incoming { get; set; } = new();

    /// <summary>What the frames that wait for their acknowledgement contain.</summary>
    public Dictionary<byte[], SystemFrame> Frames { get; } = new(ReferenceEqualityComparer.Instance);

    public bool ResendIsPlanned { get; set; }

    /// <summary>Everything that belongs to the incarnation that ended.</summary>
    public void End()
    {
        Outgoing.Reset();
        Frames.Clear();
        Incoming = new SystemMessageReceiverState();
    }
}
