using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Internal;

namespace Broker.Runtime.TestKit;

/// <summary>A state machine whose state, data and timers the test can look at and set.</summary>
/// <typeparam name="TActor">The type of the state machine.</typeparam>
/// <typeparam name="TState">The type of its states' names.</typeparam>
/// <typeparam name="TData">The type of its data.</typeparam>
public class TestFSMRef<TActor, TState, TData> : TestActorRefBase<TActor>
    where TActor : FSM<TState, TData>
    where TState : notnull
{
    /// <summary>Makes the state machine.</summary>
    /// <param name="system">Its system.</param>
    /// <param name="props">What it is made of.</param>
    /// <param name="supervisor">Its parent; null: the guardian of users' actors.</param>
    /// <param name="name">Its name; null: one is made.</param>
    /// <param name="activateLogging">Has no effect: <see cref="ILoggingFSM"/> and <c>akka.actor.debug.fsm</c> decide.</param>
    public TestFSMRef(ActorSystem system, Props props, IActorRef? supervisor = null, string? name = null, bool activateLogging = false)
        : base(system, props, supervisor, name)
    {
    }

    /// <summary>The present state.</summary>
    public TState StateName => UnderlyingActor.StateName;

    /// <summary>Its data.</summary>
    public TData StateData => UnderlyingActor.StateData;

    private IInternalSupportsTestFSMRef<TState, TData> Internals => UnderlyingActor;

    /// <summary>Enters a state with the present data.</summary>
    public void SetState(TState stateName, TimeSpan? timeout = null) => SetState(stateName, StateData, timeout);

    /// <summary>Enters a state.</summary>
    public void SetState(TState stateName, TData stateData, TimeSpan? timeout = null, FSMBase.Reason? stopReason = null) =>
        InContext(() => Internals.ApplyState(new FSMBase.State<TState, TData>(stateName, stateData, timeout, stopReason)));

    /// <summary>Replaces the data of the present state.</summary>
    public void SetStateData(TData stateData, TimeSpan? timeout = null) => SetState(StateName, stateData, timeout);

    /// <summary>Replaces the timeout of the present state.</summary>
    public void SetStateTimeout(TimeSpan timeout) => SetState(StateName, StateData, timeout);

    /// <inheritdoc cref="FSM{TState, TData}.SetTimer" />
    public void SetTimer(string name, object msg, TimeSpan timeout, bool repeat = false) =>
        InContext(() => UnderlyingActor.SetTimer(name, msg, timeout, repeat));

    /// <inheritdoc cref="FSM{TState, TData}.CancelTimer" />
    public void CancelTimer(string name) => UnderlyingActor.CancelTimer(name);

    /// <inheritdoc cref="FSM{TState, TData}.IsTimerActive" />
    public bool IsTimerActive(string name) => UnderlyingActor.IsTimerActive(name);

    /// <summary>Whether the timeout of the present state runs.</summary>
    public bool IsStateTimerActive() => Internals.IsStateTimerActive;
}
