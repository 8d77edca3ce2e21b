namespace Broker.Tests.Processes.Networks;

/// <summary>How an engine's log says what it decided.</summary>
internal static class DecisionLines
{
    /// <summary>The split-brain resolver removes somebody.</summary>
#if ENGINE_AKKA
    public const string Downs = "SBR took decision";
#else
    public const string Downs = "Split brain resolver downs";
#endif
}
