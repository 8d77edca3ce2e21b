namespace Broker.Tests.Processes;

/// <summary>Tests with real processes run one at a time, after everything that runs in parallel: they measure times.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessTests
{
    public const string Name = "Processes";
}
