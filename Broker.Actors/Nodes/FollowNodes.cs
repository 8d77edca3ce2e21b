namespace Broker.Actors.Nodes;

/// <summary>To <see cref="NodesActor"/>: tell this actor the members too, now and whenever they change.</summary>
public sealed record FollowNodes(IActorRef Listener);
