using System.Net;

namespace Broker.Bench.Load;

/// <summary>One run of one scenario.</summary>
internal sealed record LoadOptions
{
    public required string Scenario { get; init; }

    /// <summary>What the run is called in tables.</summary>
    public required string Label { get; init; }

    public required IWay Way { get; init; }

    /// <summary>Where clients connect to; publishers of a fan-out all to the first.</summary>
    public required IReadOnlyList<IPEndPoint> Nodes { get; init; }

    /// <summary>The addresses by which the nodes know each other, as the answer to a POST names a topic's owner; empty when they are not known.</summary>
    public IReadOnlyList<string> NodeAddresses { get; init; } = [];

    /// <summary>The processes whose CPU and memory count.</summary>
    public IReadOnlyList<int> Processes { get; init; } = [];

    /// <summary>Subscribers of a fan-out, pairs, or connections.</summary>
    public required int Clients { get; init; }

    /// <summary>Messages a second of each publisher, on a clock; null for a closed loop.</summary>
    public double? Rate { get; init; }

    /// <summary>In a closed loop: how many messages of a publisher may be on their way.</summary>
    public int Window { get; init; } = 32;

    public int PayloadBytes { get; init; } = 128;

    /// <summary>Further connections, each with a subscription to a topic of its own, that the messages do not concern.</summary>
    public int Others { get; init; }

    /// <summary>Further connections, each with a filter of its own that no topic matches.</summary>
    public int OtherFilters { get; init; }

    /// <summary>Whether each node has a part of its own, so that the CPU of each is told.</summary>
    public bool HasParts { get; init; }

    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(3);

    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after the end a message may come before it counts as lost.</summary>
    public TimeSpan Drain { get; init; } = TimeSpan.FromSeconds(5);
}
