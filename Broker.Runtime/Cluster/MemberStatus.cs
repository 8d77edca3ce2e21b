namespace Broker.Runtime.Cluster;

/// <summary>Where a member is in its life (Akka "Cluster Specification", membership lifecycle).</summary>
public enum MemberStatus
{
    /// <summary>Asked to be let in; becomes Up by the leader once the view has converged.</summary>
    Joining,

    /// <summary>A full member.</summary>
    Up,

    /// <summary>Asked to leave; still works until its duties are handed over.</summary>
    Leaving,

    /// <summary>All members know that it leaves; it hands over and shuts down.</summary>
    Exiting,

    /// <summary>Declared dead; never comes back under this incarnation.</summary>
    Down,

    /// <summary>No longer a member.</summary>
    Removed,

    /// <summary>Let in while convergence was not possible; does not count as Up.</summary>
    WeaklyUp,
}
