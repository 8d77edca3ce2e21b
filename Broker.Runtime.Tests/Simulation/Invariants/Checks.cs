using Broker.Runtime.Cluster.Membership;
using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Invariants;

/// <summary>All that is checked while a history runs.</summary>
internal sealed class Checks(World world)
{
    private readonly ViewChecks _views = new(world);

    public ClusterChecks Clusters { get; } = new(world);

    public RemovalChecks Removals { get; } = new(world);

    public CoordinatorChecks Coordinators { get; } = new(world);

    public ShardingChecks Sharding { get; } = new(world);

    public WatchChecks Watches { get; } = new(world);

    /// <summary>Told of every process that has ended, however.</summary>
    public event Action<Incarnation>? HasEnded;

    public void ViewChanged(Incarnation process, MembershipState before, MembershipState after)
    {
        _views.Changed(process, before, after);
        if (ReferenceEquals(before.Gossip.Members, after.Gossip.Members))
            return;
        Clusters.Changed(process);
        Removals.Changed(process, before.Gossip, after.Gossip);
    }

    public void Ended(Incarnation process)
    {
        Removals.Ended(process);
        Watches.Ended(process);
        HasEnded?.Invoke(process);
    }
}
