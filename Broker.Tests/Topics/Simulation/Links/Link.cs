using Broker.Tests.Topics.Simulation.Time;

namespace Broker.Tests.Topics.Simulation.Links;

/// <summary>One direction between two addresses.</summary>
internal sealed class Link
{
    public LinkMode Mode { get; set; }

    /// <summary>The part of messages that get lost on the way, in thousandths.</summary>
    public int Loss { get; set; }

    /// <summary>What each message takes longer than usual, in milliseconds.</summary>
    public int Delay { get; set; }

    /// <summary>Counts the connections; what is on its way when one breaks is lost.</summary>
    public int Connection { get; set; }

    /// <summary>When the last message arrives; the next comes no earlier.</summary>
    public long LastArrival { get; set; }

    /// <summary>What waits until the link is open.</summary>
    public Queue<SimulatedEvent> Held { get; } = new();
}
