namespace Broker.Runtime.Actor;

/// <summary>The stash holds as many messages as it may.</summary>
public class StashOverflowException(string message, Exception? cause = null) : AkkaException(message, cause);
