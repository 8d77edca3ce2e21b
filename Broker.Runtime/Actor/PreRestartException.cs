namespace Broker.Runtime.Actor;

/// <summary>An actor's PreRestart failed; the restart goes on.</summary>
public class PreRestartException(IActorRef actor, Exception restartException, Exception cause, object? optionalMessage)
    : ActorInitializationException(
        actor,
        $"PreRestart failed while restarting after {cause.GetType().Name}; message in process: {optionalMessage}",
        restartException)
{
    /// <summary>What PreRestart threw.</summary>
    public Exception RestartException { get; } = restartException;

    /// <summary>The message that was being processed, if any.</summary>
    public object? OptionalMessage { get; } = optionalMessage;
}
