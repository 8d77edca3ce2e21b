using Broker.Actors.Nodes;
using Broker.Protocol.Publications;

namespace Broker.Actors.Keepers;

/// <summary>A hosting under which a node has asked for a shard; whether it has begun, that node knows best.</summary>
public readonly record struct NodeHosting(NodeId Node, Term Hosting);
