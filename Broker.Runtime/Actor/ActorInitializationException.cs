namespace Broker.Runtime.Actor;

/// <summary>An actor could not be created or started.</summary>
/// <remarks>The default supervision stops the actor.</remarks>
public class ActorInitializationException : AkkaException
{
    /// <summary>Creates it for an unnamed actor.</summary>
    public ActorInitializationException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <summary>Creates it for <paramref name="actor"/>.</summary>
    public ActorInitializationException(IActorRef? actor, string message, Exception? cause = null)
        : base(actor is null ? message : $"{actor}: {message}", cause)
    {
        Actor = actor;
    }

    /// <summary>The actor that could not be created.</summary>
    public IActorRef? Actor { get; set; }
}
