namespace Broker.Testing.Nemesis;

/// <summary>What is done to nodes.</summary>
public enum FaultKind
{
    /// <summary>Kill -9; started again after the others have taken it out of the cluster.</summary>
    Kill,

    /// <summary>Kill -9; started again at once, under the same address.</summary>
    KillAndRestartAtOnce,

    /// <summary>SIGTERM; started again when it has stopped in order.</summary>
    CleanStop,

    /// <summary>Frozen for less than the failure detector's pause: nobody may notice.</summary>
    ShortPause,

    /// <summary>Frozen until the others have given it up; when it goes on it finds that out, ends, and is started again.</summary>
    LongPause,
}
