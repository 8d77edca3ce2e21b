namespace Broker.Tests.Topics.Simulation.Checks;

/// <summary>A promise of the protocol was broken.</summary>
internal sealed class Violation(string promise, string what) : Exception($"{promise}: {what}")
{
    /// <summary>Which promise; a shorter plan must break the same one.</summary>
    public string Promise => promise;
}
