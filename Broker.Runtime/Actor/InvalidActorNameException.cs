namespace Broker.Runtime.Actor;

/// <summary>An actor name that is not valid, or is in use.</summary>
public class InvalidActorNameException(string message, Exception? innerException = null) : AkkaException(message, innerException);
