namespace Broker.Runtime.Cluster.Daemon;

/// <summary>The time of the cluster's cores: steady, and for tombstones also dated.</summary>
/// <remarks>The date is that of the start plus what passed since, so a corrected wall clock moves nothing.</remarks>
internal sealed class ClusterClock(TimeProvider time)
{
    private readonly long _origin = time.GetTimestamp();
    private readonly DateTimeOffset _started = time.GetUtcNow();

    /// <summary>The time since this clock was made.</summary>
    public TimeSpan Now => time.GetElapsedTime(_origin);

    public DateTimeOffset Date => _started + Now;

    /// <summary>Both of one moment.</summary>
    public ClusterTime Time
    {
        get
        {
            var now = Now;
            return new ClusterTime(now, _started + now);
        }
    }

    /// <summary>The time of a timestamp of the same time provider.</summary>
    public TimeSpan At(long timestamp) => time.GetElapsedTime(_origin, timestamp);
}
