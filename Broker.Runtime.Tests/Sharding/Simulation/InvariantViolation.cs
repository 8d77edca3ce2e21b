namespace EngineTests.Sharding.Simulation;

/// <summary>The simulation has found what must not be.</summary>
public sealed class InvariantViolation(string message) : Exception(message);
