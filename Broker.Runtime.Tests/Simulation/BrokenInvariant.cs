namespace EngineTests.Simulation;

/// <summary>The simulation has found what must not be.</summary>
internal sealed class BrokenInvariant(Invariant invariant, string what) : Exception($"{invariant}: {what}")
{
    public Invariant Invariant { get; } = invariant;
}
