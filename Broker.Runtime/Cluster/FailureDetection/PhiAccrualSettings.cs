namespace Broker.Runtime.Cluster.FailureDetection;

/// <summary>The settings of a phi-accrual failure detector, with Akka's defaults for cluster heartbeats.</summary>
internal sealed record PhiAccrualSettings
{
    /// <summary>How suspicious the silence must be. 8 tolerates one wrong suspicion in 10^8 heartbeats.</summary>
    public double Threshold { get; init; } = 8.0;

    /// <summary>How many intervals are remembered.</summary>
    public int MaxSampleSize { get; init; } = 1000;

    /// <summary>The least deviation assumed, so that very regular heartbeats do not make it nervous.</summary>
    public TimeSpan MinStdDeviation { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a pause (a collection, a busy network) is taken as normal.</summary>
    public TimeSpan AcceptableHeartbeatPause { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>The interval assumed before any was seen.</summary>
    public TimeSpan FirstHeartbeatEstimate { get; init; } = TimeSpan.FromSeconds(1);
}
