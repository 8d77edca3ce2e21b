using System.Collections.Immutable;

namespace Broker.Runtime.Cluster.FailureDetection;

/// <summary>Who sends heartbeats to whom: every node watches the next few on a ring that all nodes order alike.</summary>
/// <remarks>Unreachable nodes on the way are watched too but do not count, so that their return is noticed.</remarks>
internal static class HeartbeatRing
{
    public static ImmutableHashSet<UniqueAddress> Receivers(
        UniqueAddress self, ImmutableHashSet<UniqueAddress> nodes, ImmutableHashSet<UniqueAddress> unreachable, int monitoredBy)
    {
        var ring = nodes.Add(self).OrderBy(Position).ThenBy(static n => n).ToList();
        var start = ring.IndexOf(self);
        var receivers = ImmutableHashSet.CreateBuilder<UniqueAddress>();
        var reachable = 0;
        for (var i = 1; i < ring.Count && reachable < monitoredBy; i++)
        {
            var node = ring[(start + i) % ring.Count];
            receivers.Add(node);
            if (!unreachable.Contains(node))
                reachable++;
        }

        return receivers.ToImmutable();
    }

    /// <summary>Spreads neighbours by address, which are likely to fail together, over the ring. The same in every process.</summary>
    private static uint Position(UniqueAddress node)
    {
        var hash = 2166136261u;
        foreach (var c in node.Address.ToString())
            hash = (hash ^ c) * 16777619u;
        return (hash ^ (uint)node.Uid) * 2654435761u;
    }
}
