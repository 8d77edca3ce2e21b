namespace Broker.Runtime.Actor;

/// <summary>A name that no actor may have.</summary>
public class IllegalActorNameException(string message, Exception? innerException = null) : AkkaException(message, innerException);
