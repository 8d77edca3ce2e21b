using Broker.Actors.Nodes;

namespace Broker.Actors.Topics;

/// <summary>A subscribed node of a topic.</summary>
/// <param name="Peer">Its relay.</param>
/// <param name="Node">Which node.</param>
/// <param name="Number">The highest number of its subscriptions.</param>
/// <param name="Invited">Where the node was invited to follow from, or none.</param>
/// <param name="Since">What had been published when it was added, or invited: it was there from then on, if it was there at all.</param>
internal readonly record struct SubscribedRelay<TPeer>(TPeer Peer, NodeId Node, long Number, Position Invited, Position Since)
    where TPeer : class;
