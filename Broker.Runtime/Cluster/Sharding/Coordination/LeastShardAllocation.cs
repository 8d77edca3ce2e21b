using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>
/// New shards go to the region with the fewest among those of the newest version of the application; a round of rebalancing moves shards from
/// the fullest regions towards the average, as Akka's documentation of cluster sharding ("Shard allocation") and of rolling updates describes it.
/// </summary>
/// <param name="absoluteLimit">The most shards that one round moves; 0 for no such limit.</param>
/// <param name="relativeLimit">The most shards that one round moves, as a fraction of all; at least one is moved.</param>
internal sealed class LeastShardAllocation(int absoluteLimit, double relativeLimit)
{
    /// <summary>
    /// A region of the newest version, so that a shard which an upgrade moves is not moved again by its next step; of these the one with the
    /// fewest shards; of several, the one that asks, which saves a hop; else the first by path.
    /// </summary>
    public static IActorRef? Choose(IActorRef? requester, IReadOnlyCollection<RegionLoad> regions)
    {
        RegionLoad? best = null;
        foreach (var candidate in regions)
        {
            if (best is not { } leader || IsBetter(candidate, leader, requester))
                best = candidate;
        }

        return best?.Region;
    }

    /// <summary>
    /// The shards to move in this round; none while an earlier round is under way, while the regions are of several versions, or while
    /// members come or cannot be reached.
    /// </summary>
    public IReadOnlyList<string> Rebalance(IReadOnlyCollection<RegionLoad> regions, int inProgress, bool isSettled)
    {
        if (inProgress > 0 || !isSettled || regions.Count < 2 || AreMixed(regions))
            return [];
        var total = regions.Sum(static region => region.Shards.Count);
        var limit = Limit(total);
        var optimal = (total + regions.Count - 1) / regions.Count;
        var fullestFirst = regions
            .OrderByDescending(static region => region.Shards.Count)
            .ThenBy(static region => region.Region.Path.ToString(), StringComparer.Ordinal)
            .ToArray();

        var moved = new List<string>();
        foreach (var region in fullestFirst)
            moved.AddRange(region.Shards.Take(Math.Min(region.Shards.Count - optimal, limit - moved.Count)));
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

    private static bool AreMixed(IReadOnlyCollection<RegionLoad> regions)
    {
        var version = regions.First().Version;
        return regions.Any(region => region.Version != version);
    }

    private static bool IsBetter(RegionLoad candidate, RegionLoad leader, IActorRef? requester)
    {
        var byVersion = candidate.Version.CompareTo(leader.Version);
        if (byVersion != 0)
            return byVersion > 0;
        if (candidate.Shards.Count != leader.Shards.Count)
            return candidate.Shards.Count < leader.Shards.Count;
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
