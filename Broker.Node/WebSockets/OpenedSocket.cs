namespace Broker.Node.WebSockets;

/// <summary>A client that was let in and has yet to be told so.</summary>
/// <param name="Socket">Its socket.</param>
/// <param name="Actor">Its connection's actor.</param>
/// <param name="IsDeflated">Whether it may compress its messages.</param>
internal readonly record struct OpenedSocket(ClientSocket Socket, IActorRef Actor, bool IsDeflated);
