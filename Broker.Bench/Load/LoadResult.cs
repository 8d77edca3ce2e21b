namespace Broker.Bench.Load;

/// <summary>What one run gave. CPU is user and system time of the measured processes.</summary>
internal sealed record LoadResult
{
    public required string Scenario { get; init; }

    public required string Label { get; init; }

    public required string Way { get; init; }

    public required int Nodes { get; init; }

    public required int Connections { get; init; }

    public double? DeliveriesPerSecond { get; init; }

    public double? ServerCpuMicrosecondsPerDelivery { get; init; }

    /// <summary>The same for each node, in their order; only where the nodes have different parts.</summary>
    public IReadOnlyList<double>? NodeCpuMicrosecondsPerDelivery { get; init; }

    public double? ServerCores { get; init; }

    public double? GeneratorCores { get; init; }

    /// <summary>Cores that neither the servers nor the generator used: more than about 0.1 make the run worthless.</summary>
    public double? OtherCores { get; init; }

    public double? P50Ms { get; init; }

    public double? P99Ms { get; init; }

    public double? P999Ms { get; init; }

    public long Lost { get; init; }

    public long Duplicated { get; init; }

    public long Reordered { get; init; }

    /// <summary>Clients that could not connect, or whose connection ended.</summary>
    public int Failed { get; init; }

    public string? FirstFailure { get; init; }

    public double? KiBPerConnection { get; init; }

    /// <summary>The same after all had left; a part of it may be memory that the server keeps for the next ones.</summary>
    public double? KiBPerConnectionAfter { get; init; }

    public double? ConnectsPerSecond { get; init; }

    public double? ServerCpuMicrosecondsPerConnect { get; init; }

    /// <summary>Whether anything went wrong that a broker is to prevent.</summary>
    public bool HasFaults => Lost + Duplicated + Reordered + Failed > 0;
}
