namespace EngineTests.Sharding.Simulation;

/// <summary>What kind of history is played.</summary>
/// <param name="Length">Virtual time under faults; a quiet time follows.</param>
/// <param name="Loss">The most messages that a link loses, 0 to 1; each history draws its own share below.</param>
/// <param name="Crashes">Whether nodes crash, or only come and leave.</param>
internal sealed record HistoryPlan(TimeSpan Length, double Loss, bool Crashes);
