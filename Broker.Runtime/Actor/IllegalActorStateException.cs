namespace Broker.Runtime.Actor;

/// <summary>An actor was used in a way that its state does not allow.</summary>
public class IllegalActorStateException(string message) : AkkaException(message);
