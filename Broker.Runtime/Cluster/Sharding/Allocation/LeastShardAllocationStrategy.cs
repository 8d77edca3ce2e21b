using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Coordination;
using Broker.Runtime.Util;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>
/// The default strategy in the shape that users' strategies have, for those that are built around it; where it is used alone, the coordinator
/// asks what is inside directly.
/// </summary>
internal sealed class LeastShardAllocationStrategy(LeastShardAllocation allocation) : IActorSystemDependentAllocationStrategy
{
    private Cluster? _cluster;

    /// <summary>The pure decision.</summary>
    public LeastShardAllocation Allocation { get; } = allocation;

    public void Start(ActorSystem system) => _cluster = Cluster.Get(system);

    public Task<IActorRef?> AllocateShard(
        IActorRef requester, string shardId, IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations) =>
        Task.FromResult(LeastShardAllocation.Choose(requester, Loads(currentShardAllocations)));

    public Task<IImmutableSet<string>> Rebalance(
        IImmutableDictionary<IActorRef, IImmutableList<string>> currentShardAllocations, IImmutableSet<string> rebalanceInProgress) =>
        Task.FromResult<IImmutableSet<string>>(Allocation
            .Rebalance(Loads(currentShardAllocations), rebalanceInProgress.Count, IsSettled())
            .ToImmutableHashSet(StringComparer.Ordinal));

    private bool IsSettled() => _cluster?.State is not { } state ||
        (state.Unreachable.IsEmpty && state.Members.All(static m => m.Status is not (MemberStatus.Joining or MemberStatus.WeaklyUp)));

    private RegionLoad[] Loads(IImmutableDictionary<IActorRef, IImmutableList<string>> allocations)
    {
        var versions = _cluster?.State.Members.ToDictionary(static m => m.Address, static m => m.AppVersion) ?? [];
        return allocations
            .Select(region => new RegionLoad(region.Key, region.Value, VersionOf(region.Key, versions)))
            .ToArray();
    }

    private AppVersion VersionOf(IActorRef region, Dictionary<Address, AppVersion> versions)
    {
        var address = region.Path.Address.HasLocalScope ? _cluster?.SelfAddress : region.Path.Address;
        return address is not null && versions.TryGetValue(address, out var version) ? version : AppVersion.Zero;
    }
}
