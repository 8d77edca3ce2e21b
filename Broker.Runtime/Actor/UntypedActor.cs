namespace Broker.Runtime.Actor;

/// <summary>An actor that handles every message in one method.</summary>
public abstract class UntypedActor : ActorBase
{
    /// <summary>The running actor's context.</summary>
    protected static new IUntypedActorContext Context => (IUntypedActorContext)ActorBase.Context;

    /// <inheritdoc />
    protected sealed override bool Receive(object message)
    {
        OnReceive(message);
        return true;
    }

    /// <summary>Handles a message; calls <see cref="ActorBase.Unhandled"/> for one it does not know.</summary>
    protected abstract void OnReceive(object message);

    /// <summary>Replaces the current behaviour.</summary>
    protected void Become(UntypedReceive receive) => Cell.Become(receive);

    /// <summary>Puts a behaviour on top of the current one.</summary>
    protected void BecomeStacked(UntypedReceive receive) => Cell.BecomeStacked(receive);

    /// <summary>Runs <paramref name="action"/>; the next message is handled after it.</summary>
    protected void RunTask(Action action) => action();

    /// <summary>Runs an asynchronous action; the next message is handled only when it has ended.</summary>
    /// <remarks>The code after an <c>await</c> runs in the actor: Self, Sender and Context are those of this message.</remarks>
    protected void RunTask(Func<Task> action) => Cell.RunTask(action);
}
