using EngineTests.Simulation.Nodes;

namespace EngineTests.Simulation.Invariants;

/// <summary>At most one region hosts a shard, but for processes that were removed and have not ended yet.</summary>
internal sealed class ShardingChecks(World world)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<string, List<Incarnation>> _hosts = [];

    public IReadOnlyList<Incarnation> HostsOf(string shard) => _hosts.TryGetValue(shard, out var hosts) ? hosts : [];

    public void Started(Incarnation process, string shard)
    {
        world.Statistics.ShardsStarted++;
        if (!_hosts.TryGetValue(shard, out var hosts))
            _hosts[shard] = hosts = [];
        foreach (var other in hosts)
        {
            if (other == process)
                world.Break(Invariant.OneHostPerShard, $"shard {shard} starts on {process}, where it runs");
            // Two clusters that were founded apart, while they cannot find each other: nobody can prevent that, and the documents say so.
            if (process.Cluster != other.Cluster)
                continue;
            // Whose word is it? The coordinator's: it must have seen the other removed.
            var judge = process.Sharding!.CoordinatedBy ?? process;
            // One that stood still while it was removed takes up old work before it learns of it; and the losing side of a partition goes on until it
            // has decided too.
            if (process.RemovedSince is not null || judge.RemovedSince is not null)
            {
                world.After(Look, () => Follow(other, process, shard, Look));
                continue;
            }

            if (judge.State.Gossip.FindMember(other.Self) is { } member)
                world.Break(
                    Invariant.OneHostPerShard,
                    $"shard {shard} starts on {process} while it runs on {other}, which is {member.Status} in the view of {judge}");
            world.After(Look, () => Follow(process, other, shard, Look));
        }

        hosts.Add(process);
    }

    public void Ended(Incarnation process, string shard) => _hosts[shard].Remove(process);

    /// <summary>A removed host goes on beside the new one until it learns of its removal; time in which it stands still does not count.</summary>
    private void Follow(Incarnation process, Incarnation removed, string shard, TimeSpan soFar)
    {
        if (!process.IsAlive || !removed.IsAlive || !removed.Sharding!.Shards.Contains(shard) || !process.Sharding!.Shards.Contains(shard))
        {
            world.Statistics.LongestSharedShard = Math.Max(world.Statistics.LongestSharedShard, soFar.TotalSeconds);
            return;
        }

        if (soFar > world.Options.RemovedEndsWithin)
            world.Break(Invariant.OneHostPerShard, $"shard {shard} runs on {process} and on the removed {removed} for {soFar.TotalSeconds:0.0} s");
        world.After(Look, () => Follow(process, removed, shard, world.Links.AreInTouch(process.Machine, removed.Machine) ? soFar + Look : soFar));
    }
}
