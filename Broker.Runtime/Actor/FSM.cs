using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Event;
using Broker.Runtime.Pattern;
using Broker.Runtime.Routing;

namespace Broker.Runtime.Actor;

/// <summary>An actor as a state machine: in each state, functions turn messages into the next state.</summary>
/// <remarks>
/// The constructor declares the states with <see cref="When"/>, the first one with <see cref="StartWith"/>, and ends with
/// <see cref="Initialize"/>. A state function gives null for what it does not handle.
/// </remarks>
/// <typeparam name="TState">The type of the states' names.</typeparam>
/// <typeparam name="TData">The type of their data.</typeparam>
public abstract partial class FSM<TState, TData> : FSMBase, IListeners, IInternalSupportsTestFSMRef<TState, TData>
    where TState : notnull
{
    /// <summary>Under this key runs the timeout of the present state, beside the named timers.</summary>
    private static readonly object StateTimeoutKey = new();

    /// <summary>Whether events and transitions are logged at debug level.</summary>
    protected bool DebugEvent;

    private readonly ILoggingAdapter _log = Context.GetLogger();
    private readonly TimerScheduler _timers;
    private readonly Dictionary<TState, StateFunction> _functions = [];
    private readonly Dictionary<TState, TimeSpan?> _timeouts = [];
    private readonly List<TransitionHandler> _onTransition = [];
    private StateFunction? _whenUnhandled;
    private Action<StopEvent<TState, TData>> _onTermination = static _ => { };
    private State<TState, TData>? _current;
    private State<TState, TData>? _next;

    /// <summary>The constructor of the derived class declares the states.</summary>
    protected FSM()
    {
        DebugEvent = this is ILoggingFSM && Context.System.Settings.FsmDebugEvent;
        _timers = Cell.TimersOf(this);
    }

    /// <summary>Turns a message in a state into the next state; null when it does not handle it.</summary>
    public delegate State<TState, TData>? StateFunction(Event<TData> fsmEvent);

    /// <summary>Called at each transition.</summary>
    public delegate void TransitionHandler(TState initialState, TState nextState);

    /// <summary>The present state.</summary>
    /// <exception cref="IllegalStateException">There is none: <see cref="StartWith"/> comes first.</exception>
    public TState StateName => Current.StateName;

    /// <summary>The data of the present state.</summary>
    /// <exception cref="IllegalStateException">There is none: <see cref="StartWith"/> comes first.</exception>
    public TData StateData => Current.StateData;

    /// <summary>The data of the state that is being entered; only within a handler of <see cref="OnTransition"/>.</summary>
    public TData NextStateData => _next is { } next ? next.StateData : throw new InvalidOperationException("NextStateData is only available during OnTransition.");

    /// <summary>Who is told of transitions.</summary>
    public ListenerSupport Listeners { get; } = new();

    bool IInternalSupportsTestFSMRef<TState, TData>.IsStateTimerActive => _timers.IsTimerActive(StateTimeoutKey);

    private State<TState, TData> Current => _current ?? throw new IllegalStateException("StartWith must be called before.");

    /// <summary>Declares what a state does with messages; what is declared first is asked first.</summary>
    /// <param name="stateName">The state.</param>
    /// <param name="func">What it does.</param>
    /// <param name="timeout">After this time without a message it gets <see cref="FSMBase.StateTimeout"/>.</param>
    public void When(TState stateName, StateFunction func, TimeSpan? timeout = null)
    {
        _functions[stateName] = _functions.TryGetValue(stateName, out var earlier) ? Either(earlier, func) : func;
        _timeouts[stateName] = _timeouts.GetValueOrDefault(stateName) ?? timeout;
    }

    /// <summary>Declares what is done with messages that the state does not handle, before the warning in the log.</summary>
    public void WhenUnhandled(StateFunction stateFunction) => _whenUnhandled = stateFunction;

    /// <summary>Sets the first state.</summary>
    public void StartWith(TState stateName, TData stateData, TimeSpan? timeout = null) => _current = new State<TState, TData>(stateName, stateData, timeout);

    /// <summary>Enters the first state: the last call of the constructor.</summary>
    public void Initialize() => MakeTransition(Current.WithoutNotification());

    /// <summary>The transition to a state; to the present one too, when it is left and entered anew.</summary>
    public State<TState, TData> GoTo(TState nextStateName) => new(nextStateName, StateData);

    /// <summary>No transition.</summary>
    public State<TState, TData> Stay() => GoTo(StateName).WithoutNotification();

    /// <summary>The end of the machine.</summary>
    public State<TState, TData> Stop() => Stop(Normal.Instance);

    /// <summary>The end of the machine for a reason.</summary>
    public State<TState, TData> Stop(Reason reason) => Stop(reason, StateData);

    /// <summary>The end of the machine for a reason, with its last data.</summary>
    public State<TState, TData> Stop(Reason reason, TData stateData) => Stay().Using(stateData).WithStopReason(reason);

    /// <summary>Begins a state function that changes what another one gives.</summary>
    public TransformHelper Transform(StateFunction func) => new(func);

    /// <summary>Calls a handler at each transition.</summary>
    public void OnTransition(TransitionHandler transitionHandler) => _onTransition.Add(transitionHandler);

    /// <summary>Calls a handler when the machine ends; only the last one given.</summary>
    public void OnTermination(Action<StopEvent<TState, TData>> terminationHandler) => _onTermination = terminationHandler;

    /// <summary>Sends the machine a message after a time, once or again and again; a timer of the same name ends.</summary>
    public void SetTimer(string name, object msg, TimeSpan timeout, bool repeat = false)
    {
        if (DebugEvent)
            _log.Debug("setting {0}timer '{1}'/{2}: {3}", repeat ? "repeating " : "", name, timeout, msg);
        if (repeat)
            _timers.StartPeriodicTimer(name, msg, timeout);
        else
            _timers.StartSingleTimer(name, msg, timeout);
    }

    /// <summary>Ends a timer; its message does not come any more, even if it waits in the mailbox.</summary>
    public void CancelTimer(string name)
    {
        if (DebugEvent)
            _log.Debug("canceling timer '{0}'", name);
        _timers.Cancel(name);
    }

    /// <summary>Whether a timer runs.</summary>
    public bool IsTimerActive(string name) => _timers.IsTimerActive(name);

    /// <summary>Sets the timeout of a state, from its next entry on.</summary>
    public void SetStateTimeout(TState state, TimeSpan? timeout) => _timeouts[state] = timeout;

    void IInternalSupportsTestFSMRef<TState, TData>.ApplyState(State<TState, TData> upcomingState) => ApplyState(upcomingState);

    private static StateFunction Either(StateFunction first, StateFunction second) => happened => first(happened) ?? second(happened);

    /// <summary>A state function that is about to be changed.</summary>
    public sealed class TransformHelper(StateFunction func)
    {
        /// <summary>What it is now.</summary>
        public StateFunction Func { get; } = func;

        /// <summary>The function whose result <paramref name="andThen"/> has changed.</summary>
        public StateFunction Using(Func<State<TState, TData>, State<TState, TData>> andThen) =>
            happened => Func(happened) is { } state ? andThen(state) : null;
    }
}
