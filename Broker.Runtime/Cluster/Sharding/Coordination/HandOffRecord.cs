using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>A shard on its way from one region to another.</summary>
internal sealed class HandOffRecord(IActorRef home, long version, string reason, TimeSpan since)
{
    /// <summary>The region it leaves.</summary>
    public IActorRef Home { get; } = home;

    /// <summary>The decision to move it.</summary>
    public long Version { get; } = version;

    /// <summary>Why it moves, for the log.</summary>
    public string Reason { get; } = reason;

    /// <summary>When it began.</summary>
    public TimeSpan Since { get; } = since;

    /// <summary>The regions that may still be sending to the home.</summary>
    public HashSet<IActorRef> Waiting { get; } = [];

    /// <summary>False while regions are asked to keep their messages back; true once the home is asked to stop the shard.</summary>
    public bool Stopping { get; set; }

    /// <summary>When the wait for <see cref="Waiting"/> ends, or the slow stop is named in the log.</summary>
    public TimeSpan Deadline { get; set; }

    /// <summary>When to repeat the question of this phase.</summary>
    public TimeSpan RetryAt { get; set; }
}
