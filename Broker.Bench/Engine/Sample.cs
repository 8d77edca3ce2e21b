namespace Broker.Bench.Engine;

/// <summary>A small message of a user.</summary>
internal sealed record Sample(long Number);
