namespace EngineTests.Sharding.Simulation;

/// <summary>A user's message.</summary>
public sealed record SimMessage(int Id, string Sender, string Entity);
