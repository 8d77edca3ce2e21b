using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Protocol;

namespace Broker.Runtime.Cluster.Sharding.Coordination;

/// <summary>A registered region, as the coordinator knows it.</summary>
internal sealed class RegionInfo(IActorRef region, NodeId node, bool isProxy)
{
    /// <summary>Its reference.</summary>
    public IActorRef Region { get; } = region;

    /// <summary>Where it runs.</summary>
    public NodeId Node { get; } = node;

    /// <summary>A proxy is told of hand-offs and hosts nothing.</summary>
    public bool IsProxy { get; } = isProxy;

    /// <summary>It has asked to be relieved of its shards.</summary>
    public bool Leaving { get; set; }

    /// <summary>What it hosts or has been told to host.</summary>
    public SortedSet<string> Shards { get; } = new(StringComparer.Ordinal);
}
