namespace Broker.Runtime.Cluster.Sharding.Effects;

/// <summary>How loud a decision is logged.</summary>
internal enum NoteLevel
{
    /// <summary>For following single shards.</summary>
    Debug,

    /// <summary>A decision that an operator reads.</summary>
    Info,

    /// <summary>Something that should not happen in a healthy cluster.</summary>
    Warning,
}
