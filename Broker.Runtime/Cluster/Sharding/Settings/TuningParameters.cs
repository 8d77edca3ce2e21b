using Broker.Runtime.Configuration;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>The times and limits of sharding; the keys stand below <c>akka.cluster.sharding</c>.</summary>
public class TuningParameters
{
    internal TuningParameters(Config config)
    {
        RetryInterval = config.GetTimeSpan("retry-interval");
        BufferSize = config.GetInt("buffer-size");
        HandOffTimeout = config.GetTimeSpan("handoff-timeout");
        RebalanceInterval = config.GetTimeSpan("rebalance-interval");
        LeastShardAllocationAbsoluteLimit = config.GetInt("least-shard-allocation-strategy.rebalance-absolute-limit");
        LeastShardAllocationRelativeLimit = config.GetDouble("least-shard-allocation-strategy.rebalance-relative-limit");
    }

    private TuningParameters(TuningParameters source)
    {
        RetryInterval = source.RetryInterval;
        BufferSize = source.BufferSize;
        HandOffTimeout = source.HandOffTimeout;
        RebalanceInterval = source.RebalanceInterval;
        LeastShardAllocationAbsoluteLimit = source.LeastShardAllocationAbsoluteLimit;
        LeastShardAllocationRelativeLimit = source.LeastShardAllocationRelativeLimit;
    }

    /// <summary>The longest pause before an unanswered question is repeated; <c>retry-interval</c>, 2 s.</summary>
    public TimeSpan RetryInterval { get; private init; }

    /// <summary>The most messages of a region that wait for a shard's home; <c>buffer-size</c>, 100,000. More are dead letters.</summary>
    public int BufferSize { get; private init; }

    /// <summary>How long the entities of a moving shard may take to stop; <c>handoff-timeout</c>, 60 s, less five seconds.</summary>
    public TimeSpan HandOffTimeout { get; private init; }

    /// <summary>How often the balance is looked at; <c>rebalance-interval</c>, 10 s.</summary>
    public TimeSpan RebalanceInterval { get; private init; }

    /// <summary>The most shards that one round of rebalancing moves; 0, the default, for no such limit.</summary>
    public int LeastShardAllocationAbsoluteLimit { get; private init; }

    /// <summary>The most shards that one round moves, as a fraction of all; 0.1.</summary>
    public double LeastShardAllocationRelativeLimit { get; private init; }

    /// <summary>The same with another <see cref="BufferSize"/>.</summary>
    public TuningParameters WithBufferSize(int bufferSize) => new(this) { BufferSize = bufferSize };

    /// <summary>The same with another <see cref="RebalanceInterval"/>.</summary>
    public TuningParameters WithRebalanceInterval(TimeSpan rebalanceInterval) => new(this) { RebalanceInterval = rebalanceInterval };

    /// <summary>The same with another <see cref="RetryInterval"/>.</summary>
    public TuningParameters WithRetryInterval(TimeSpan retryInterval) => new(this) { RetryInterval = retryInterval };

    /// <summary>The same with another <see cref="LeastShardAllocationAbsoluteLimit"/>.</summary>
    public TuningParameters WithLeastShardAllocationAbsoluteLimit(int leastShardAllocationAbsoluteLimit) =>
        new(this) { LeastShardAllocationAbsoluteLimit = leastShardAllocationAbsoluteLimit };

    /// <summary>The same with another <see cref="LeastShardAllocationRelativeLimit"/>.</summary>
    public TuningParameters WithLeastShardAllocationRelativeLimit(double leastShardAllocationRelativeLimit) =>
        new(this) { LeastShardAllocationRelativeLimit = leastShardAllocationRelativeLimit };
}
