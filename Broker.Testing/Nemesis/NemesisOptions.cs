using System.Globalization;

namespace Broker.Testing.Nemesis;

/// <summary>How a nemesis behaves.</summary>
public sealed record NemesisOptions
{
    /// <summary>Everything random comes from it, but for what the processes and the machine do.</summary>
    public required int Seed { get; init; }

    /// <summary>New faults are begun until then.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How many nodes.</summary>
    public int Nodes { get; init; } = 5;

    /// <summary>For less than this a node may be silent without consequence (akka.cluster.failure-detector.acceptable-heartbeat-pause).</summary>
    public TimeSpan AcceptablePause { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>After this silence a node is out of the cluster: detection and the resolver's wait, and some for a busy machine.</summary>
    public TimeSpan GivenUpAfter { get; init; } = TimeSpan.FromSeconds(14);

    /// <summary>Traffic without faults between two.</summary>
    public TimeSpan Calm { get; init; } = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"seed {Seed}, {Nodes} nodes, {Duration.TotalSeconds:0} s");
}
