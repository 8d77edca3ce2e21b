namespace Broker.Runtime.Actor;

/// <summary>Waits for the end of an actor from outside of any actor.</summary>
public static class WatchAsyncSupport
{
    /// <summary>Ends with true when the actor has ended; false when cancelled before.</summary>
    public static async Task<bool> WatchAsync(this IActorRef target, CancellationToken token = default)
    {
        try
        {
            return await GracefulStopSupport.EndOf(target, null, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return false;
        }
    }
}
