using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Daemon;

namespace EngineTests.Simulation.Nodes;

/// <summary>
/// The coordinated shutdown of a process, phase by phase: its region hands over, it leaves, waits until everyone knows and its singleton has been
/// handed over, says that it is done, and ends. A process that was declared dead only ends.
/// </summary>
internal sealed class Departure(World world, Incarnation process)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public bool HasBegun { get; private set; }

    private bool IsOut => process.State.SelfMember is null or { Status: MemberStatus.Down };

    public void Begin(bool downed)
    {
        if (HasBegun)
            return;
        HasBegun = true;
        if (downed)
            world.After(world.Between(0, 0.5), process, process.EndInOrder);
        else
            HandOver();
    }

    private void HandOver()
    {
        if (!IsOut)
            process.Sharding?.Leave();
        When(() => IsOut || process.Sharding is null or { RegionHasStopped: true }, Leave);
    }

    private void Leave()
    {
        if (!IsOut)
            process.Carry(new ClusterCommand.Leave(process.Self.Address));
        When(() => IsOut || process.State.SelfMember!.Status == MemberStatus.Exiting, WaitForSingleton);
    }

    private void WaitForSingleton() => When(() => IsOut || process.Singleton.IsHandedOver, Complete);

    private void Complete()
    {
        if (!IsOut)
            process.Carry(new ClusterCommand.CompleteExiting(new TaskCompletionSource<Broker.Runtime.Done>()));
        world.After(world.Between(0, 0.1), process, process.EndInOrder);
    }

    /// <summary>Goes on when the condition holds, or the phase has taken too long.</summary>
    private void When(Func<bool> condition, Action next)
    {
        var until = world.Now + world.Options.PhaseTimeout;
        void Check()
        {
            if (condition() || world.Now >= until)
                next();
            else
                world.After(Look, process, Check);
        }

        Check();
    }
}
