using Broker.Runtime.Dispatch.SysMsg;

namespace Broker.Runtime.Actor;

/// <summary>A temporary reference that completes a task with the first message it gets.</summary>
public class FutureActorRef<T> : MinimalActorRef
{
    private readonly TaskCompletionSource<T> _result;

    /// <summary>Creates it; the caller registers it under <paramref name="path"/>.</summary>
    public FutureActorRef(TaskCompletionSource<T> result, ActorPath path, IActorRefProvider provider)
    {
        _result = result;
        Path = path;
        Provider = provider;
    }

    /// <inheritdoc />
    public override ActorPath Path { get; }

    /// <inheritdoc />
    public override IActorRefProvider Provider { get; }

    /// <inheritdoc />
    public override IInternalActorRef Parent => Provider.TempContainer;

    /// <inheritdoc />
    public override bool IsTerminated => _result.Task.IsCompleted;

    /// <summary>Sends a question with this reference as sender.</summary>
    public virtual void DeliverAsk(object message, ICanTell destination) => destination.Tell(message, this);

    /// <inheritdoc />
    public override void SendSystemMessage(ISystemMessage message)
    {
        switch (message)
        {
            case DeathWatchNotification death:
                Tell(new Terminated(death.Actor, death.ExistenceConfirmed, death.AddressTerminated), death.Actor);
                break;
            case Watch watch when watch.Watchee.Equals(this):
                watch.Watcher.SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true, addressTerminated: false));
                break;
        }
    }

    /// <inheritdoc />
    protected override void TellInternal(object message, IActorRef? sender)
    {
        var taken = message switch
        {
            Status.Failure failure when typeof(T) == typeof(object) || !typeof(T).IsInstanceOfType(failure) => _result.TrySetException(failure.Cause),
            T answer => _result.TrySetResult(answer),
            _ => _result.TrySetException(new ArgumentException($"Received a message of type {message.GetType()}, but the Ask expects {typeof(T)}.")),
        };
        if (!taken && !_result.Task.IsCanceled)
            Provider.DeadLetters.Tell(message, this);
    }
}
