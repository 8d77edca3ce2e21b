using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Daemon;

/// <summary>What a coordinated shutdown does for the cluster, in four phases.</summary>
internal static class ClusterShutdownTasks
{
    public static void Register(Cluster cluster)
    {
        var shutdown = CoordinatedShutdown.Get(cluster.System);
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterLeave, "leave", () => LeaveAsync(cluster));
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterExiting, "wait-exiting", () => WaitExitingAsync(cluster));
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterExitingDone, "exiting-completed", () => CompleteAsync(cluster));
        shutdown.AddTask(CoordinatedShutdown.PhaseClusterShutdown, "wait-shutdown", () => ShutdownAsync(cluster));
    }

    /// <summary>Whether there is anything to leave: not before joining, and not when the cluster has declared this node dead.</summary>
    internal static bool IsOut(Cluster cluster) =>
        cluster.IsTerminated || cluster.SelfMember.Status is MemberStatus.Removed or MemberStatus.Down;

    private static Task<Done> LeaveAsync(Cluster cluster)
    {
        if (!IsOut(cluster))
            cluster.Leave(cluster.SelfAddress);
        return Task.FromResult(Done.Instance);
    }

    private static async Task<Done> WaitExitingAsync(Cluster cluster)
    {
        if (!IsOut(cluster))
            await cluster.SelfExiting;
        return Done.Instance;
    }

    private static Task<Done> CompleteAsync(Cluster cluster) => IsOut(cluster) ? Task.FromResult(Done.Instance) : cluster.CompleteExitingAsync();

    private static async Task<Done> ShutdownAsync(Cluster cluster)
    {
        await cluster.ShutdownAsync();
        return Done.Instance;
    }
}
