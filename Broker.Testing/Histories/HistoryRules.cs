namespace Broker.Testing.Histories;

/// <summary>What the checker takes as promised. The defaults are the promises of docs/testing.md.</summary>
public sealed record HistoryRules
{
    /// <summary>
    /// An owner's death excuses what it had accepted this long before, not more: by then two head reports (1 s each) and a repeated
    /// fetch (2 s) have repaired whatever a living owner's link had lost, with room for a busy machine.
    /// </summary>
    public TimeSpan RepairTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether every subscriber is told when its topic's owner is lost: no connection goes on without what died, and none enters another epoch untold.</summary>
    public bool OwnerLossIsTold { get; init; } = true;

    /// <summary>Whether a move leaves the epoch as it is, so that a connection which enters another epoch untold shows a fault even if nothing is missing.</summary>
    public bool MovesKeepTheEpoch { get; init; } = true;
}
