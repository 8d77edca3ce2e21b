namespace Broker.Runtime.Cluster.Sharding.Regions;

/// <summary>The limits and times of a region.</summary>
internal sealed record RegionOptions
{
    /// <summary>The most messages that wait for a home, over all shards; <c>akka.cluster.sharding.buffer-size</c>.</summary>
    public int BufferSize { get; init; } = 100_000;

    /// <summary>The longest pause between two attempts; <c>akka.cluster.sharding.retry-interval</c>.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The first pause between two attempts to register, or to ask for a home; it doubles.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a region that shuts down and hosts nothing any more waits for homes of the messages it still keeps.</summary>
    public TimeSpan LeaveBufferTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>For tests only.</summary>
    public OmittedRules Omitted { get; init; }
}
