namespace Broker.Runtime.Remote.Wire;

/// <summary>What a connection between two nodes carries; each lane is a connection of its own.</summary>
internal enum Lane
{
    /// <summary>System messages and the cluster's own traffic: never behind a burst of user messages.</summary>
    Control = 1,

    /// <summary>User messages.</summary>
    Ordinary = 2,

    /// <summary>Heartbeats and their answers, served by a thread of their own.</summary>
    Heartbeat = 3,
}
