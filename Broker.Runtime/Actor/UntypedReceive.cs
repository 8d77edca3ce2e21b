namespace Broker.Runtime.Actor;

/// <summary>Handles a message.</summary>
public delegate void UntypedReceive(object message);
