namespace EngineTests.Membership.Systems;

/// <summary>Tests with real time and sockets run one after the other and beside no others, so that their times mean something.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RealNodes
{
    public const string Name = "Real nodes";
}
