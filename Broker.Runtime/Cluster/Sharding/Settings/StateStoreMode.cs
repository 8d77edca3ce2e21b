namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Where the shard coordinator keeps the allocations.</summary>
/// <remarks>The built-in engine rebuilds them from the regions and ignores the choice; Akka.NET needs it.</remarks>
public enum StateStoreMode
{
    /// <summary>In an event journal.</summary>
    Persistence,

    /// <summary>In distributed data.</summary>
    DData,

    /// <summary>In a store of the user's own.</summary>
    Custom,
}
