namespace Broker.Runtime.Actor.Dsl;

/// <summary>An actor put together out of functions.</summary>
public sealed class Act : ReceiveActor, IActorDsl
{
    /// <summary>Configures the actor.</summary>
    public Act(Action<IActorDsl> config) => config(this);

    /// <summary>Configures the actor with its context.</summary>
    public Act(Action<IActorDsl, IActorContext> config) => config(this, Context);

    /// <inheritdoc />
    public Action<Exception, IActorContext>? OnPostRestart { get; set; }

    /// <inheritdoc />
    public Action<Exception, object, IActorContext>? OnPreRestart { get; set; }

    /// <inheritdoc />
    public Action<IActorContext>? OnPostStop { get; set; }

    /// <inheritdoc />
    public Action<IActorContext>? OnPreStart { get; set; }

    /// <inheritdoc />
    public SupervisorStrategy? Strategy { get; set; }

    /// <inheritdoc />
    public void Receive<T>(Action<T, IActorContext> handler) => Receive<T>(message => handler(message, Context));

    /// <inheritdoc />
    public void Receive<T>(Predicate<T> shouldHandle, Action<T, IActorContext> handler) => Receive(shouldHandle, message => handler(message, Context));

    /// <inheritdoc />
    public void Receive<T>(Action<T, IActorContext> handler, Predicate<T> shouldHandle) => Receive(shouldHandle, handler);

    /// <inheritdoc />
    public void ReceiveAsync<T>(Func<T, IActorContext, Task> handler, Predicate<T>? shouldHandle = null) =>
        ReceiveAsync<T>(message => handler(message, Context), shouldHandle);

    /// <inheritdoc />
    public void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, IActorContext, Task> handler) => ReceiveAsync(handler, shouldHandle);

    /// <inheritdoc />
    public void ReceiveAny(Action<object, IActorContext> handler) => ReceiveAny(message => handler(message, Context));

    /// <inheritdoc />
    public void ReceiveAnyAsync(Func<object, IActorContext, Task> handler) => ReceiveAnyAsync(message => handler(message, Context));

    /// <inheritdoc />
    public void DefaultPostRestart(Exception reason) => base.PostRestart(reason);

    /// <inheritdoc />
    public void DefaultPreRestart(Exception reason, object message) => base.PreRestart(reason, message);

    /// <inheritdoc />
    public void DefaultPreStart() => base.PreStart();

    /// <inheritdoc />
    public void DefaultPostStop() => base.PostStop();

    /// <inheritdoc />
    public void Become(Action<object, IActorContext> handler) => Become(Handled(handler));

    /// <inheritdoc />
    public void BecomeStacked(Action<object, IActorContext> handler) => BecomeStacked(Handled(handler));

    /// <inheritdoc />
    void IActorDsl.UnbecomeStacked() => UnbecomeStacked();

    /// <inheritdoc />
    public IActorRef ActorOf(Action<IActorDsl> config, string? name = null) => Context.ActorOf(config, name);

    /// <inheritdoc />
    protected override void PostRestart(Exception reason)
    {
        if (OnPostRestart is { } act)
            act(reason, Context);
        else
            base.PostRestart(reason);
    }

    /// <inheritdoc />
    protected override void PreRestart(Exception reason, object? message)
    {
        if (OnPreRestart is { } act)
            act(reason, message!, Context);
        else
            base.PreRestart(reason, message);
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        if (OnPostStop is { } act)
            act(Context);
        else
            base.PostStop();
    }

    /// <inheritdoc />
    protected override void PreStart()
    {
        if (OnPreStart is { } act)
            act(Context);
        else
            base.PreStart();
    }

    /// <inheritdoc />
    protected override SupervisorStrategy SupervisorStrategy() => Strategy ?? base.SupervisorStrategy();

    private static Receive Handled(Action<object, IActorContext> handler) => message =>
    {
        handler(message, Context);
        return true;
    };
}
