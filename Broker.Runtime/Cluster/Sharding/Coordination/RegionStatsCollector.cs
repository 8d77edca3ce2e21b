using System.Collections.Immutable;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>Asks all regions for their statistics, answers with those that came in time, and stops.</summary>
internal sealed class RegionStatsCollector : UntypedActor
{
    private readonly IActorRef _replyTo;
    private readonly Dictionary<IActorRef, Address> _missing;
    private readonly TimeSpan _timeout;
    private ImmutableDictionary<Address, ShardRegionStats> _stats = ImmutableDictionary<Address, ShardRegionStats>.Empty;

    public RegionStatsCollector(IActorRef replyTo, (IActorRef Region, Address Node)[] regions, TimeSpan timeout)
    {
        _replyTo = replyTo;
        _timeout = timeout;
        _missing = regions.ToDictionary(static region => region.Region, static region => region.Node);
    }

    protected override void PreStart()
    {
        SetReceiveTimeout(_timeout);
        foreach (var region in _missing.Keys)
            region.Tell(GetShardRegionStats.Instance, Self);
        EndWhenComplete();
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case ShardRegionStats stats when _missing.Remove(Sender, out var node):
                _stats = _stats.SetItem(node, stats);
                EndWhenComplete();
                break;
            case ReceiveTimeout:
                _missing.Clear();
                EndWhenComplete();
                break;
        }
    }

    private void EndWhenComplete()
    {
        if (_missing.Count > 0)
            return;
        _replyTo.Tell(new ClusterShardingStats(_stats), Self);
        Context.Stop(Self);
    }
}
