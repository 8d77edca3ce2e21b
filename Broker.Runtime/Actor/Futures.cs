using Broker.Runtime.Actor.Internal;

namespace Broker.Runtime.Actor;

/// <summary>Questions: a message and a task with its answer.</summary>
public static class Futures
{
    /// <summary>Asks; without a timeout the configured one counts.</summary>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<object>(message, timeout, CancellationToken.None);

    /// <summary>Asks until cancelled.</summary>
    public static Task<object> Ask(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<object>(message, null, cancellationToken);

    /// <summary>Asks; throws <see cref="AskTimeoutException"/> when the time is over.</summary>
    public static Task<object> Ask(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<object>(message, timeout, cancellationToken);

    /// <summary>Asks; without a timeout the configured one counts.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout = null) =>
        self.Ask<T>(message, timeout, CancellationToken.None);

    /// <summary>Asks until cancelled.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, CancellationToken cancellationToken) =>
        self.Ask<T>(message, null, cancellationToken);

    /// <summary>Asks; throws <see cref="AskTimeoutException"/> when the time is over.</summary>
    public static Task<T> Ask<T>(this ICanTell self, object message, TimeSpan? timeout, CancellationToken cancellationToken) =>
        self.Ask<T>(_ => message, timeout, cancellationToken);

    /// <summary>Asks with a message that names the reference the answer is to be sent to.</summary>
    /// <remarks>A <see cref="Status.Failure"/> as answer becomes the exception it carries.</remarks>
    public static async Task<T> Ask<T>(this ICanTell self, Func<IActorRef, object> messageFactory, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var provider = ProviderOf(self);
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var future = provider.CreateFutureRef(answer);
        var time = timeout ?? provider.Settings.AskTimeout;
        using var timer = time > TimeSpan.Zero ? new CancellationTokenSource(time) : null;
        await using var onTimeout = timer?.Token.UnsafeRegister(
            static state => ((TaskCompletionSource<T>)state!).TrySetException(new AskTimeoutException("No answer came in time.")),
            answer) ?? default;
        await using var onCancel = cancellationToken.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<T>)state!).TrySetCanceled(token),
            answer);
        provider.RegisterTempActor(future, future.Path);
        try
        {
            future.DeliverAsk(messageFactory(future), self);
            return await answer.Task;
        }
        catch (AskTimeoutException e) when (timer is { IsCancellationRequested: true })
        {
            throw new AskTimeoutException($"No answer from {self} after {time}. {e.Message}");
        }
        finally
        {
            provider.UnregisterTempActor(future.Path);
        }
    }

    private static IActorRefProvider ProviderOf(ICanTell self) => self switch
    {
        IInternalActorRef actor and not Nobody => actor.Provider,
        ActorSelection selection => ProviderOf(selection.Anchor),
        _ when CurrentCell.Value is { } cell => cell.SystemImpl.Provider,
        _ => throw new ArgumentException($"{self} belongs to no actor system, so nobody can be asked.", nameof(self)),
    };
}
