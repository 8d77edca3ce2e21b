namespace Broker.Actors.Publishing;

/// <summary>One publisher inside the cluster: a connection, or a node's HTTP gateway. Random, so that no two are alike.</summary>
public readonly record struct PublisherId(ulong Value);
