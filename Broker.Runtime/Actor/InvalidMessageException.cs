namespace Broker.Runtime.Actor;

/// <summary>A message that cannot be sent, such as null.</summary>
public class InvalidMessageException(string message) : AkkaException(message)
{
    /// <summary>The message was null.</summary>
    public InvalidMessageException()
        : this("Message is null")
    {
    }
}
