using System.Globalization;

namespace Broker.Testing.Histories;

/// <summary>What <see cref="HistoryChecker"/> counted and found.</summary>
public sealed record HistoryReport
{
    /// <summary>Attempts to publish.</summary>
    public int Attempted { get; init; }

    /// <summary>Those that the broker accepted.</summary>
    public int Accepted { get; init; }

    /// <summary>Those that it refused, or that never reached a node.</summary>
    public int Refused { get; init; }

    /// <summary>Those of which nobody can say.</summary>
    public int Unknown { get; init; }

    /// <summary>Messages seen, over all connections.</summary>
    public int Delivered { get; init; }

    /// <summary>Connections of subscribers.</summary>
    public int Sessions { get; init; }

    /// <summary>Accepted messages that a connection ought to have seen and did not. Not allowed.</summary>
    public int Lost { get; init; }

    /// <summary>Messages that came again on the same connection. Not allowed.</summary>
    public int Duplicated { get; init; }

    /// <summary>Messages in an order that another connection, the numbering or the publishers contradict. Not allowed.</summary>
    public int Reordered { get; init; }

    /// <summary>Accepted messages that a connection did not see because it ended before, as its subscriber knows.</summary>
    public int Told { get; init; }

    /// <summary>Accepted messages that died with their owner, on connections that went on: allowed, counted for each connection.</summary>
    public int DiedWithOwner { get; init; }

    /// <summary>Connections that continued the one before without anything missing.</summary>
    public int Continued { get; init; }

    /// <summary>How often a connection saw a new epoch begin.</summary>
    public int EpochChanges { get; init; }

    /// <summary>Every broken promise; the first of each kind with an excerpt.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Whether every promise was kept.</summary>
    public bool IsClean => Findings.Count == 0;

    /// <summary>The counts in one line.</summary>
    public string Counts => string.Create(
        CultureInfo.InvariantCulture,
        $"attempted {Attempted}, accepted {Accepted}, refused {Refused}, unknown {Unknown}; delivered {Delivered} on {Sessions} connections ({Continued} continued another), lost {Lost}, duplicated {Duplicated}, reordered {Reordered}, told {Told}, died with their owner {DiedWithOwner}; epoch changes {EpochChanges}");

    /// <inheritdoc/>
    public override string ToString() => Findings.Count == 0 ? Counts : Counts + Environment.NewLine + string.Join(Environment.NewLine, Findings);
}
