namespace Broker.Runtime.Actor.Dsl;

/// <summary>Puts an actor together out of functions; only while it is configured, and inside its own handlers.</summary>
public interface IActorDsl
{
    /// <summary>Runs instead of <see cref="DefaultPostRestart"/>.</summary>
    Action<Exception, IActorContext>? OnPostRestart { get; set; }

    /// <summary>Runs instead of <see cref="DefaultPreRestart"/>.</summary>
    Action<Exception, object, IActorContext>? OnPreRestart { get; set; }

    /// <summary>Runs instead of <see cref="DefaultPostStop"/>.</summary>
    Action<IActorContext>? OnPostStop { get; set; }

    /// <summary>Runs instead of <see cref="DefaultPreStart"/>.</summary>
    Action<IActorContext>? OnPreStart { get; set; }

    /// <summary>What happens to children that fail; null for the default.</summary>
    SupervisorStrategy? Strategy { get; set; }

    /// <summary>Handles messages of a type.</summary>
    void Receive<T>(Action<T, IActorContext> handler);

    /// <summary>Handles messages of a type that satisfy a condition.</summary>
    void Receive<T>(Predicate<T> shouldHandle, Action<T, IActorContext> handler);

    /// <summary>Handles messages of a type that satisfy a condition.</summary>
    void Receive<T>(Action<T, IActorContext> handler, Predicate<T> shouldHandle);

    /// <summary>Handles messages of a type asynchronously, one at a time.</summary>
    void ReceiveAsync<T>(Func<T, IActorContext, Task> handler, Predicate<T>? shouldHandle = null);

    /// <summary>Handles messages of a type that satisfy a condition asynchronously, one at a time.</summary>
    void ReceiveAsync<T>(Predicate<T> shouldHandle, Func<T, IActorContext, Task> handler);

    /// <summary>Handles all other messages.</summary>
    void ReceiveAny(Action<object, IActorContext> handler);

    /// <summary>Handles all other messages asynchronously, one at a time.</summary>
    void ReceiveAnyAsync(Func<object, IActorContext, Task> handler);

    /// <summary>What an actor does by default after a restart.</summary>
    void DefaultPostRestart(Exception reason);

    /// <summary>What an actor does by default before a restart.</summary>
    void DefaultPreRestart(Exception reason, object message);

    /// <summary>What an actor does by default before it starts.</summary>
    void DefaultPreStart();

    /// <summary>What an actor does by default after its end.</summary>
    void DefaultPostStop();

    /// <summary>From here on all messages go to <paramref name="handler"/>.</summary>
    void Become(Action<object, IActorContext> handler);

    /// <summary>As <see cref="Become"/>, until <see cref="UnbecomeStacked"/>.</summary>
    void BecomeStacked(Action<object, IActorContext> handler);

    /// <summary>Goes back to what was before <see cref="BecomeStacked"/>.</summary>
    void UnbecomeStacked();

    /// <summary>Makes a child out of functions.</summary>
    IActorRef ActorOf(Action<IActorDsl> config, string? name = null);
}
