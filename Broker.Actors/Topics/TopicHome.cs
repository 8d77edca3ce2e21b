using Broker.Actors.Fencing;
using Broker.Actors.Interest;
using Broker.Actors.Nodes;
using Broker.Protocol.Namespaces;

namespace Broker.Actors.Topics;

/// <summary>What an owner is given by the node it lives on.</summary>
/// <param name="Node">The node.</param>
/// <param name="Options">The settings of all topics.</param>
/// <param name="Namespace">The settings of this one's namespace.</param>
/// <param name="Fence">Whether the node may act.</param>
/// <param name="Interest">Which nodes have filters that match.</param>
public sealed record TopicHome(NodeId Node, TopicOptions Options, NamespaceOptions Namespace, NodeFence Fence, IInterestView Interest);
