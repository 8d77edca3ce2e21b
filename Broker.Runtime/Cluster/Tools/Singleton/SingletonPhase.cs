namespace Broker.Runtime.Cluster.Tools.Singleton;

/// <summary>What a manager is doing.</summary>
internal enum SingletonPhase
{
    /// <summary>Others are older.</summary>
    Younger,

    /// <summary>It is the oldest and waits until no older one can have the singleton.</summary>
    BecomingOldest,

    /// <summary>It has the singleton.</summary>
    Oldest,

    /// <summary>It has the singleton but leaves, and waits to be asked for it.</summary>
    WasOldest,

    /// <summary>The singleton is being stopped.</summary>
    HandingOver,

    /// <summary>It never has the singleton again.</summary>
    End,
}
