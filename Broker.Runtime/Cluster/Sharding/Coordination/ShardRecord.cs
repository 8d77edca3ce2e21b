using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>Where a shard lives.</summary>
internal sealed class ShardRecord(IActorRef home, long version, bool reported, TimeSpan since)
{
    /// <summary>The region that hosts it, or has been told to.</summary>
    public IActorRef Home { get; } = home;

    /// <summary>The decision that put it there.</summary>
    public long Version { get; } = version;

    /// <summary>The region had it before this coordinator knew, and does not know <see cref="Version"/>.</summary>
    public bool Reported { get; } = reported;

    /// <summary>When it was decided.</summary>
    public TimeSpan Since { get; } = since;

    /// <summary>The region has said that it hosts the shard. Nobody is sent there before.</summary>
    public bool Started { get; set; }

    /// <summary>When to tell the region again, while it has not answered.</summary>
    public TimeSpan RetryAt { get; set; }
}
