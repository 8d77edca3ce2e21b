namespace Broker.Runtime.Actor;

/// <summary>A selection could not be resolved to an actor.</summary>
public class ActorNotFoundException(string message, Exception? innerException = null) : AkkaException(message, innerException);
