using Broker.Runtime.Cluster.Sharding;

namespace Broker.Runtime.Cluster.Hosting;

/// <summary>How one kind of entity is sharded. What is not set is left to the configuration.</summary>
public sealed class ShardOptions
{
    /// <summary>Where the allocations are kept.</summary>
    public StateStoreMode? StateStoreMode { get; set; }

    /// <summary>Whether entities are started again by themselves after a move. The built-in engine cannot do that.</summary>
    public bool? RememberEntities { get; set; }

    /// <summary>Entities live on members of this role only.</summary>
    public string? Role { get; set; }

    /// <summary>What an entity is sent when it has to move. Default: a poison pill.</summary>
    public object? HandOffStopMessage { get; set; }

    /// <summary>Whether entities that nobody talks to are stopped.</summary>
    public bool? ShouldPassivateIdleEntities { get; set; }

    /// <summary>After how long a silence that happens.</summary>
    public TimeSpan? PassivateIdleEntityAfter { get; set; }
}
