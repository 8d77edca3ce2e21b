namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>The times of a coordinator.</summary>
internal sealed record CoordinatorOptions
{
    /// <summary>How often the balance is looked at; <c>akka.cluster.sharding.rebalance-interval</c>.</summary>
    public TimeSpan RebalanceInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a shard may take to stop before it is named in the log; <c>akka.cluster.sharding.handoff-timeout</c>.</summary>
    public TimeSpan HandOffTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long the hand-off waits for regions to stop sending to the shard's home. Only order hangs on their answers, not safety: a
    /// home without the shard sends on what reaches it.
    /// </summary>
    public TimeSpan AckTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a new coordinator names the members that have not told it what they host, in the log.</summary>
    public TimeSpan RecoveryWarning { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>When to repeat a message that nobody answered.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>For tests only.</summary>
    public OmittedRules Omitted { get; init; }
}
