using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Event;

namespace Broker.Runtime.Actor;

/// <summary>The base of every actor: handles one message at a time, never two at once.</summary>
public abstract class ActorBase : IInternalActor
{
    // For all actors that have not become something else; one for each would be kept as long as its actor.
    private static readonly Receive OwnReceive = static message => CurrentCell.Value!.Instance!.Receive(message);

    private readonly ActorCell _cell;

    /// <summary>Called by the engine only; actors are made by <see cref="IActorRefFactory.ActorOf"/>.</summary>
    protected ActorBase()
    {
        _cell = CurrentCell.Value is { IsCreatingInstance: true } cell
            ? cell
            : throw new ActorInitializationException("An actor cannot be made with new; use ActorOf(Props).");
        if (this is IWithTimers withTimers)
            withTimers.Timers = cell.TimersOf(this);
    }

    IActorContext IInternalActor.ActorContext => _cell;

    /// <summary>The actor's cell.</summary>
    internal ActorCell Cell => _cell;

    /// <summary>Who sent the message that is being handled; dead letters if nobody did.</summary>
    protected IActorRef Sender => _cell.Sender;

    /// <summary>The actor's own reference; may be used anywhere, at any time.</summary>
    protected IActorRef Self => _cell.Self;

    /// <summary>The running actor's context; usable only while the actor handles something.</summary>
    protected static IActorContext Context => CurrentCell.Value ?? throw new NotSupportedException(
        "There is no active actor context: it exists only while an actor handles a message, not on other threads or after ConfigureAwait(false).");

    /// <summary>Handles nothing.</summary>
    protected static Receive EmptyReceive { get; } = static _ => false;

    /// <summary>The behaviour to begin with.</summary>
    internal virtual Receive InitialBehavior() => OwnReceive;

    /// <summary>Lets the cell deliver a message.</summary>
    internal void Deliver(Receive receive, object message) => AroundReceive(receive, message);

    /// <summary>Lets the cell see the strategy for the actor's children.</summary>
    internal SupervisorStrategy StrategyForChildren() => SupervisorStrategy();

    /// <summary>Handles a message; false leaves it unhandled.</summary>
    protected abstract bool Receive(object message);

    /// <summary>Runs around every message.</summary>
    protected virtual bool AroundReceive(Receive receive, object message)
    {
        if (receive(message))
            return true;
        Unhandled(message);
        return false;
    }

    /// <summary>Called for a message that was not handled: published, or a broken death pact.</summary>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        _cell.SystemImpl.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    /// <summary>The strategy for the actor's children.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;

    /// <summary>Replaces the current behaviour.</summary>
    protected void Become(Receive receive) => _cell.Become(receive);

    /// <summary>Puts a behaviour on top of the current one.</summary>
    protected void BecomeStacked(Receive receive) => _cell.BecomeStacked(receive);

    /// <summary>Goes back to the behaviour below.</summary>
    protected void UnbecomeStacked() => _cell.UnbecomeStacked();

    /// <summary>Sets or clears the time without messages after which a <see cref="ReceiveTimeout"/> comes.</summary>
    protected void SetReceiveTimeout(TimeSpan? timeout) => _cell.SetReceiveTimeout(timeout);

    /// <summary>Runs before the first message.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>Runs after the last message, when the actor has stopped.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>Runs on the failed instance before it is replaced; stops the children and calls <see cref="PostStop"/>.</summary>
    protected virtual void PreRestart(Exception reason, object? message)
    {
        foreach (var child in _cell.GetChildren().ToArray())
        {
            _cell.Unwatch(child);
            _cell.Stop(child);
        }

        PostStop();
    }

    /// <summary>Runs on the new instance after a restart; calls <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>Runs around <see cref="PreStart"/>.</summary>
    public virtual void AroundPreStart() => PreStart();

    /// <summary>Runs around <see cref="PostStop"/>.</summary>
    public virtual void AroundPostStop() => PostStop();

    /// <summary>Runs around <see cref="PreRestart"/>.</summary>
    public virtual void AroundPreRestart(Exception cause, object? message) => PreRestart(cause, message);

    /// <summary>Runs around <see cref="PostRestart"/>.</summary>
    public virtual void AroundPostRestart(Exception cause, object? message) => PostRestart(cause);
}
