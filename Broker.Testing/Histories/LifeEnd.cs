namespace Broker.Testing.Histories;

/// <summary>How a node's process ended.</summary>
public enum LifeEnd
{
    /// <summary>It runs.</summary>
    None,

    /// <summary>Asked to stop, it stopped in order: what it had accepted is handed over.</summary>
    Clean,

    /// <summary>Killed.</summary>
    Killed,

    /// <summary>The others had removed it from the cluster, and it stopped because of that.</summary>
    Downed,

    /// <summary>It ended by itself, or not as it was asked to. Never allowed.</summary>
    Crashed,
}
