namespace Broker.Runtime.Actor;

/// <summary>The actor received <see cref="Kill"/>.</summary>
public class ActorKilledException(string message) : AkkaException(message)
{
    /// <summary>Without a text.</summary>
    public ActorKilledException()
        : this("Kill")
    {
    }
}
