using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding.Protocol;

/// <summary>One incarnation of a node: a restarted node keeps its address and gets another uid.</summary>
internal readonly record struct NodeId(Address Address, int Uid)
{
    /// <inheritdoc />
    public override string ToString() => Address.ToString();
}
