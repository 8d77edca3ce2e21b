using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>
/// New shards go to the region with the fewest; a round of rebalancing moves shards from the fullest regions towards the average,
/// as Akka's documentation of cluster sharding ("Shard allocation") describes it.
/// </summary>
/// <param name="absoluteLimit">The most shards that one round moves; 0 for no such limit.</param>
/// <param name="relativeLimit">The most shards that one round moves, as a fraction of all; at least one is moved.</param>
internal sealed class LeastShardAllocation(int absoluteLimit, double relativeLimit)
{
    /// <summary>The region with the fewest shards. Of several, the one that asks, which saves a hop; else the first by path.</summary>
    public static IActorRef? Choose(IActorRef? requester, IReadOnlyCollection<(IActorRef Region, int Count)> regions)
    {
        (IActorRef Region, int Count)? best = null;
        foreach (var candidate in regions)
        {
            if (best is not { } leader || IsBetter(candidate, leader, requester))
                best = candidate;
        }

        return best?.Region;
    }

    /// <summary>The shards to move in this round; none while an earlier round is under way.</summary>
    public IReadOnlyList<string> Rebalance(
        IReadOnlyCollection<(IActorRef Region, IReadOnlyCollection<string> Shards)> regions, int inProgress)
    {
        if (inProgress > 0 || regions.Count < 2)
            return [];
        var total = regions.Sum(static region => region.Shards.Count);
        var limit = Limit(total);
        var optimal = (total + regions.Count - 1) / regions.Count;
        var fullestFirst = regions
            .OrderByDescending(static region => region.Shards.Count)
            .ThenBy(static region => region.Region.Path.ToString(), StringComparer.Ordinal)
            .ToArray();

        var moved = new List<string>();
        foreach (var (_, shards) in fullestFirst)
            moved.AddRange(shards.Take(Math.Min(shards.Count - optimal, limit - moved.Count)));
        if (moved.Count > 0)
            return moved;

        // Nobody is above the average rounded up; some may still be two below it.
        var missing = regions.Sum(region => Math.Max(0, optimal - 1 - region.Shards.Count));
        return fullestFirst
            .Where(region => region.Shards.Count == optimal)
            .Take(Math.Min(limit, missing))
            .Select(static region => region.Shards.First())
            .ToArray();
    }

    private static bool IsBetter((IActorRef Region, int Count) candidate, (IActorRef Region, int Count) leader, IActorRef? requester)
    {
        if (candidate.Count != leader.Count)
            return candidate.Count < leader.Count;
        if (leader.Region.Equals(requester))
            return false;
        return candidate.Region.Equals(requester) || candidate.Region.CompareTo(leader.Region) < 0;
    }

    private int Limit(int total)
    {
        var relative = Math.Max(1, (int)(relativeLimit * total));
        return absoluteLimit > 0 ? Math.Min(absoluteLimit, relative) : relative;
    }
}
