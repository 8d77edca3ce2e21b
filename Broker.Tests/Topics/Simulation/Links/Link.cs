using Broker.Tests.Topics.Simulation.Time;

namespace Broker.Tests.Topics.Simulation.Links;

/// <summary>One direction between two addresses.</summary>
internal sealed class Link
{
    /// <summary>All messages for one actor go by one lane, so two actors that talk to each other have an order, and no one else.</summary>
    public const int Lanes = 4;

    public LinkMode Mode { get; set; }

    /// <summary>The part of messages that get lost on the way, in thousandths.</summary>
    public int Loss { get; set; }

    /// <summary>What a message takes longer than usual at most, in milliseconds; half of that at least.</summary>
    public int Delay { get; set; }

    /// <summary>Counts the connections; what is on its way when one breaks is lost.</summary>
    public int Connection { get; set; }

    /// <summary>When the last message of each lane arrives; the next of that lane comes no earlier.</summary>
    public long[] LastArrival { get; } = new long[Lanes];

    /// <summary>What waits until the link is open.</summary>
    public Queue<SimulatedEvent> Held { get; } = new();
}
