namespace Broker.Runtime.Cluster.Joining;

/// <summary>The timing of finding a cluster to join.</summary>
internal sealed record SeedJoinSettings
{
    /// <summary>How long the first seed waits for the others before it starts a cluster. Default 5 s.</summary>
    public TimeSpan SeedNodeTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the first seed may start a cluster although most seeds are silent, as Akka lets it. Default yes.</summary>
    /// <remarks>
    /// If not, a majority of the seeds, itself included, has to be there and in no cluster. Else a first seed that was downed in a cut-off minority and is
    /// started again there begins a second cluster beside the majority's, and the two stay apart after the healing.
    /// </remarks>
    public bool MayStartAlone { get; init; } = true;

    /// <summary>After so long a join that led nowhere starts over; null means never. Default 10 s.</summary>
    public TimeSpan? RetryUnsuccessfulJoinAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After so long without success the node gives up; null means never.</summary>
    public TimeSpan? ShutdownAfterUnsuccessfulJoin { get; init; }

    /// <summary>How often the seeds are asked, and a join is repeated. Ours, fixed: short, for the answer is wanted as soon as a seed listens.</summary>
    public TimeSpan AskInterval { get; init; } = TimeSpan.FromMilliseconds(250);
}
