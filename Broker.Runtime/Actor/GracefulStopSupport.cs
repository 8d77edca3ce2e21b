using Broker.Runtime.Dispatch.SysMsg;

namespace Broker.Runtime.Actor;

/// <summary>Stops an actor and waits for its end.</summary>
public static class GracefulStopSupport
{
    /// <summary>Sends a poison pill; the task ends with the actor, or is cancelled after <paramref name="timeout"/>.</summary>
    public static Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout) => target.GracefulStop(timeout, PoisonPill.Instance);

    /// <summary>Sends <paramref name="stopMessage"/>; the task ends with the actor, or is cancelled after <paramref name="timeout"/>.</summary>
    public static async Task<bool> GracefulStop(this IActorRef target, TimeSpan timeout, object stopMessage)
    {
        using var timer = new CancellationTokenSource(timeout);
        return await EndOf(target, stopMessage, timer.Token);
    }

    internal static async Task<bool> EndOf(IActorRef target, object? stopMessage, CancellationToken token)
    {
        var watchee = (IInternalActorRef)target;
        var provider = watchee.Provider;
        var end = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        var watcher = provider.CreateFutureRef(end);
        provider.RegisterTempActor(watcher, watcher.Path);
        try
        {
            watchee.SendSystemMessage(new Watch(watchee, watcher));
            if (stopMessage is not null)
                target.Tell(stopMessage, ActorRefs.NoSender);
            await using var onCancel = token.UnsafeRegister(
                static (state, t) => ((TaskCompletionSource<object>)state!).TrySetCanceled(t),
                end);
            return await end.Task is Terminated terminated && terminated.ActorRef.Path.Equals(target.Path);
        }
        finally
        {
            watchee.SendSystemMessage(new Unwatch(watchee, watcher));
            provider.UnregisterTempActor(watcher.Path);
        }
    }
}
