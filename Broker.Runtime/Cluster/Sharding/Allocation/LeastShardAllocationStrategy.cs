using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Coordination;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>The default strategy in the shape that users' strategies have; the coordinator uses what is inside directly.</summary>
internal sealed class LeastShardAllocationStrategy(LeastShardAllocation allocation) : IShardAllocationStrategy
{
    /// <summary>The pure decision.</summary>
    public LeastShardAllocation Allocation { get; } = allocation;

    public Task<IActorRef?> AllocateShard(
        IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations) =>
        Task.FromResult(LeastShardAllocation.Choose(
            requester, currentShardAllocations.Select(static region => (region.Key, region.Value.Count)).ToArray()));

    public Task<IImmutableSet<string>> Rebalance(
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress)
    {
        var regions = currentShardAllocations
            .Select(static region => (region.Key, (IReadOnlyCollection<string>)region.Value))
            .ToArray();
        return Task.FromResult<IImmutableSet<string>>(
            Allocation.Rebalance(regions, rebalanceInProgress.Count).ToImmutableHashSet(StringComparer.Ordinal));
    }
}
