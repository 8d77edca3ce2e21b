namespace Broker.Runtime.Cluster.Daemon;

/// <summary>One moment for the cores of the cluster: steady time from any origin, and a date for tombstones.</summary>
internal readonly record struct ClusterTime(TimeSpan Now, DateTimeOffset Date);
