using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>Gives shards their homes, tells who waits for one, and moves shards for balance.</summary>
/// <remarks>Only the owning <see cref="ShardCoordinatorCore"/> uses it, and not while it recovers.</remarks>
/// <param name="self">The coordinator's own reference.</param>
/// <param name="options">Its times.</param>
/// <param name="state">What it knows.</param>
/// <param name="handOffs">The shards on the move.</param>
/// <param name="strategy">The built-in strategy; null when the user's own is asked by effects.</param>
internal sealed class Allocations(
    IActorRef self, CoordinatorOptions options, ShardCoordinatorState state, HandOffs handOffs, LeastShardAllocation? strategy)
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>Finds a home for every shard that somebody waits for.</summary>
    public void AllocateWanted(long term, TimeSpan now, CoordinatorOutput output)
    {
        foreach (var shard in state.WantedShards.ToArray())
            TryAllocate(shard, term, now, output);
    }

    /// <summary>Finds a home for a shard that has none.</summary>
    public void TryAllocate(string shard, long term, TimeSpan now, CoordinatorOutput output)
    {
        if (handOffs.Contains(shard) || state.Homes.ContainsKey(shard))
            return;
        if (strategy is null)
        {
            if (_asked.Add(shard))
                output.Add(new ShardingEffect.AskAllocation(shard, state.FirstWaiting(shard) ?? self));
            return;
        }

        if (LeastShardAllocation.Choose(state.FirstWaiting(shard), state.Loads()) is { } home)
            Allocate(shard, home, term, now, output);
    }

    /// <summary>The user's strategy has chosen a home; null when it has none, or comes at the wrong time.</summary>
    public void Decided(string shard, IActorRef? home, long term, TimeSpan now, CoordinatorOutput output)
    {
        _asked.Remove(shard);
        if (home is null || handOffs.Contains(shard) || state.Homes.ContainsKey(shard))
            return;
        if (state.Regions.TryGetValue(home, out var region) && state.IsEligible(region))
            Allocate(shard, home, term, now, output);
    }

    /// <summary>Looks at the balance.</summary>
    public void Rebalance(long term, TimeSpan now, CoordinatorOutput output)
    {
        if (strategy is null)
            output.Add(new ShardingEffect.AskRebalance());
        else
            Move(strategy.Rebalance(state.Loads(), handOffs.Shards.Count, state.IsSettled), term, now, output);
    }

    /// <summary>Begins to move shards that run.</summary>
    public void Move(IReadOnlyCollection<string> shards, long term, TimeSpan now, CoordinatorOutput output)
    {
        var ready = shards.Where(shard => state.Homes.TryGetValue(shard, out var record) && record.Started).ToArray();
        if (ready.Length > 0)
            output.Info($"Rebalancing {ready.Length} shards: {string.Join(", ", ready)}.");
        foreach (var shard in ready)
            handOffs.Begin(shard, "rebalancing", term, now, output);
    }

    /// <summary>Tells everyone who waits for a shard where it lives.</summary>
    public void AnswerWaiting(string shard, IActorRef home, long term, TimeSpan now, CoordinatorOutput output)
    {
        if (state.TakeWaiting(shard) is not { } waiting)
            return;
        var answer = HomeOf(shard, term);
        foreach (var region in waiting.Regions)
            output.Send(region, answer);
        output.Debug($"Shard {shard}: {waiting.Regions.Count} regions told of {home.Path} after {CoordinatorOutput.Ms(now - waiting.Since)}.");
    }

    /// <summary>The answer to the question where a shard lives.</summary>
    public ShardHome HomeOf(string shard, long term)
    {
        var record = state.Homes[shard];
        return new ShardHome(term, shard, record.Version, record.Home, state.Regions[record.Home].Node);
    }

    /// <summary>Forgets what the user's strategy was asked.</summary>
    public void Clear() => _asked.Clear();

    private void Allocate(string shard, IActorRef home, long term, TimeSpan now, CoordinatorOutput output)
    {
        var record = state.SetHome(shard, state.Regions[home], state.NextVersion(), reported: false, now);
        record.RetryAt = now + options.RetryInterval;
        output.Send(home, new HostShard(term, shard, record.Version));
    }
}
