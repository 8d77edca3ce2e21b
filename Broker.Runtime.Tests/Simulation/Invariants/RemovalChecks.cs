using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Membership;
using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Invariants;

/// <summary>Of two sides that remove each other one ends; and whoever is removed ends.</summary>
internal sealed class RemovalChecks(World world)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<(int, int)> _mutual = [];

    public void Changed(Incarnation process, Gossip before, Gossip after)
    {
        foreach (var member in before.Members)
        {
            if (member.UniqueAddress == process.Self || !IsOut(after, member.UniqueAddress) ||
                !world.Incarnations.TryGetValue(member.UniqueAddress.Uid, out var other) || !other.IsAlive ||
                // Let in by one cluster and then a member of another, it ends there and lives here.
                other.Cluster != process.Cluster || other.RemovedSince is not null && IsOut(before, member.UniqueAddress))
                continue;
            if (other.RemovedSince is null)
            {
                other.RemovedSince = world.Now;
                FollowRemoved(process, other, TimeSpan.Zero);
            }

            if (IsOut(other.State.Gossip, process.Self) && _mutual.Add((Math.Min(process.Uid, other.Uid), Math.Max(process.Uid, other.Uid))))
                FollowMutual(process, other, TimeSpan.Zero);
        }
    }

    public void Ended(Incarnation process) => _ = process;

    private static bool IsOut(Gossip view, UniqueAddress node) =>
        view.Tombstones.ContainsKey(node) || view.FindMember(node) is { Status: MemberStatus.Down };

    /// <summary>
    /// Both have declared the other dead, and live: that is a split brain. Partitions that change their shape while the sides decide can lead
    /// there; it must end soon after the two hear each other again.
    /// </summary>
    private void FollowMutual(Incarnation one, Incarnation other, TimeSpan soFar)
    {
        if (!one.IsAlive || !other.IsAlive)
            return;
        if (soFar > world.Options.RemovedEndsWithin)
            world.Break(Invariant.OneSideLives, $"{one} and {other} have removed each other and both live on, for {soFar.TotalSeconds:0.0} s");
        world.Statistics.LongestTwoSides = Math.Max(world.Statistics.LongestTwoSides, soFar.TotalSeconds);
        var inTouch = world.Links.AreInTouch(one.Machine, other.Machine);
        world.After(Look, () => FollowMutual(one, other, inTouch ? soFar + Look : soFar));
    }

    /// <summary>A removed process may not know it while it is cut off or stands still; from then on it has to end soon.</summary>
    private void FollowRemoved(Incarnation by, Incarnation removed, TimeSpan soFar)
    {
        if (!removed.IsAlive)
            return;
        if (soFar > world.Options.RemovedEndsWithin)
            world.Break(Invariant.RemovedEnds, $"{removed} was removed by {by}, and lives on for {soFar.TotalSeconds:0.0} s though it could know");
        world.Statistics.LongestRemovedAlive = Math.Max(world.Statistics.LongestRemovedAlive, soFar.TotalSeconds);
        // Cut off it decides by itself, as late as it has noticed the cut.
        var couldKnow = by.IsAlive && world.Links.AreInTouch(by.Machine, removed.Machine);
        world.After(Look, () => FollowRemoved(by, removed, couldKnow ? soFar + Look : soFar));
    }
}
