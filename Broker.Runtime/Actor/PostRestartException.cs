namespace Broker.Runtime.Actor;

/// <summary>The new instance of a restarted actor could not be created or failed in PostRestart.</summary>
public class PostRestartException(IActorRef actor, Exception cause, Exception originalCause)
    : ActorInitializationException(actor, $"Restart failed; it was restarted because of {originalCause.GetType().Name}: {originalCause.Message}", cause)
{
    /// <summary>Why the actor was restarted.</summary>
    public Exception OriginalCause { get; } = originalCause;
}
