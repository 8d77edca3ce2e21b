namespace Broker.Runtime.Actor;

/// <summary>Handles a message; false leaves it unhandled.</summary>
public delegate bool Receive(object message);
