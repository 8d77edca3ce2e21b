namespace Broker.Testing.Histories;

/// <summary>A subscriber was told on its connection that messages are missing here.</summary>
/// <param name="Before">How many messages had come before.</param>
/// <param name="At">When, from the start of the run.</param>
/// <param name="To">What comes next comes after this position.</param>
public readonly record struct StreamReset(int Before, TimeSpan At, StreamPosition To);
