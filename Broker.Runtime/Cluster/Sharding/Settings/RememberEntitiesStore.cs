namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Where the entities to be started with their shard are kept.</summary>
/// <remarks>Entities are not remembered by the built-in engine; Akka.NET needs the choice.</remarks>
public enum RememberEntitiesStore
{
    /// <summary>In distributed data.</summary>
    DData,

    /// <summary>In an event journal.</summary>
    Eventsourced,

    /// <summary>In a store of the user's own.</summary>
    Custom,
}
