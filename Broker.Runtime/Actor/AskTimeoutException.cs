namespace Broker.Runtime.Actor;

/// <summary>No answer came within the time of an Ask.</summary>
public class AskTimeoutException(string message) : AkkaException(message);
