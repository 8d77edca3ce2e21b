namespace Broker.Runtime.Actor;

/// <summary>What all state machines have in common: the messages they take and send, and the shape of their states.</summary>
public abstract class FSMBase : ActorBase
{
    /// <summary>Sent at once to whoever subscribes: the present state.</summary>
    public sealed class CurrentState<TS>(IActorRef fsmRef, TS state)
    {
        /// <summary>The state machine.</summary>
        public IActorRef FsmRef { get; } = fsmRef;

        /// <summary>Its state.</summary>
        public TS State { get; } = state;

        /// <inheritdoc />
        public override bool Equals(object? obj) =>
            obj is CurrentState<TS> other && FsmRef.Equals(other.FsmRef) && EqualityComparer<TS>.Default.Equals(State, other.State);

        /// <inheritdoc />
        public override int GetHashCode() => HashCode.Combine(FsmRef, State);

        /// <inheritdoc />
        public override string ToString() => $"CurrentState <{State}>";
    }

    /// <summary>Sent to subscribers at each transition.</summary>
    public sealed class Transition<TS>(IActorRef fsmRef, TS from, TS to)
    {
        /// <summary>The state machine.</summary>
        public IActorRef FsmRef { get; } = fsmRef;

        /// <summary>The state it leaves.</summary>
        public TS From { get; } = from;

        /// <summary>The state it enters.</summary>
        public TS To { get; } = to;

        /// <inheritdoc />
        public override bool Equals(object? obj) =>
            obj is Transition<TS> other && FsmRef.Equals(other.FsmRef) && EqualityComparer<TS>.Default.Equals(From, other.From) &&
            EqualityComparer<TS>.Default.Equals(To, other.To);

        /// <inheritdoc />
        public override int GetHashCode() => HashCode.Combine(FsmRef, From, To);

        /// <inheritdoc />
        public override string ToString() => $"Transition({From}, {To})";
    }

    /// <summary>Tell an actor of the present state and of each transition.</summary>
    public sealed class SubscribeTransitionCallBack(IActorRef actorRef)
    {
        /// <summary>The actor.</summary>
        public IActorRef ActorRef { get; } = actorRef;
    }

    /// <summary>Tell an actor of transitions no longer.</summary>
    public sealed class UnsubscribeTransitionCallBack(IActorRef actorRef)
    {
        /// <summary>The actor.</summary>
        public IActorRef ActorRef { get; } = actorRef;
    }

    /// <summary>Why a state machine stops.</summary>
    public abstract class Reason;

    /// <summary>It has come to its end.</summary>
    public sealed class Normal : Reason
    {
        internal Normal()
        {
        }

        /// <summary>The only instance.</summary>
        public static Normal Instance { get; } = new();
    }

    /// <summary>Its actor was stopped from outside.</summary>
    public sealed class Shutdown : Reason
    {
        internal Shutdown()
        {
        }

        /// <summary>The only instance.</summary>
        public static Shutdown Instance { get; } = new();
    }

    /// <summary>It failed; an exception as cause is logged.</summary>
    public sealed class Failure(object cause) : Reason
    {
        /// <summary>What was wrong.</summary>
        public object Cause { get; } = cause;
    }

    /// <summary>The event of a state that has lasted for its timeout without any other.</summary>
    public sealed class StateTimeout
    {
        private StateTimeout()
        {
        }

        /// <summary>The only instance.</summary>
        public static StateTimeout Instance { get; } = new();
    }

    /// <summary>A message as a state function sees it, with the data of the present state.</summary>
    public readonly struct Event<TD>(object fsmEvent, TD stateData) : INoSerializationVerificationNeeded
    {
        /// <summary>The message.</summary>
        public object FsmEvent { get; } = fsmEvent;

        /// <summary>The data.</summary>
        public TD StateData { get; } = stateData;

        /// <inheritdoc />
        public override string ToString() => $"Event: <{FsmEvent}>, StateData: <{StateData}>";
    }

    /// <summary>An entry in the log of a state machine.</summary>
    public sealed class LogEntry<TS, TD>(TS stateName, TD stateData, object fsmEvent)
    {
        /// <summary>The state in which the event came.</summary>
        public TS StateName { get; } = stateName;

        /// <summary>Its data.</summary>
        public TD StateData { get; } = stateData;

        /// <summary>The event.</summary>
        public object FsmEvent { get; } = fsmEvent;

        /// <inheritdoc />
        public override string ToString() => $"StateName: <{StateName}>, StateData: <{StateData}>, FsmEvent: <{FsmEvent}>";
    }

    /// <summary>The end of a state machine, as the termination handler sees it.</summary>
    public sealed class StopEvent<TS, TD>(Reason reason, TS terminatedState, TD stateData) : INoSerializationVerificationNeeded
    {
        /// <summary>Why.</summary>
        public Reason Reason { get; } = reason;

        /// <summary>The last state.</summary>
        public TS TerminatedState { get; } = terminatedState;

        /// <summary>Its data.</summary>
        public TD StateData { get; } = stateData;

        /// <inheritdoc />
        public override string ToString() => $"Reason: <{Reason}>, TerminatedState <{TerminatedState}>, StateData: <{StateData}>";
    }

    /// <summary>What a state function gives: the next state with its data, and what to do on the way there. Immutable.</summary>
    /// <param name="stateName">The next state.</param>
    /// <param name="stateData">Its data.</param>
    /// <param name="timeout">Its timeout; null for that of the state's definition.</param>
    /// <param name="stopReason">Why the machine stops; null when it goes on.</param>
    /// <param name="replies">Answers to the sender, the last given first.</param>
    /// <param name="notifies">Whether it is a transition although the state stays the same.</param>
    public sealed class State<TS, TD>(
        TS stateName, TD stateData, TimeSpan? timeout = null, Reason? stopReason = null, IReadOnlyList<object>? replies = null, bool notifies = true)
        : IEquatable<State<TS, TD>>
    {
        /// <summary>The next state.</summary>
        public TS StateName { get; } = stateName;

        /// <summary>Its data.</summary>
        public TD StateData { get; } = stateData;

        /// <summary>Its timeout; null for that of the state's definition.</summary>
        public TimeSpan? Timeout { get; } = timeout;

        /// <summary>Why the machine stops; null when it goes on.</summary>
        public Reason? StopReason { get; } = stopReason;

        /// <summary>Answers to the sender, the last given first.</summary>
        public IReadOnlyList<object> Replies { get; } = replies ?? [];

        /// <summary>Whether it is a transition although the state stays the same.</summary>
        internal bool Notifies { get; } = notifies;

        /// <summary>Gives the state a timeout of its own; <see cref="TimeSpan.MaxValue"/> for none, whatever its definition says.</summary>
        public State<TS, TD> ForMax(TimeSpan timeout) => new(StateName, StateData, timeout, StopReason, Replies, Notifies);

        /// <summary>Answers the sender of the message.</summary>
        public State<TS, TD> Replying(object replyValue) => new(StateName, StateData, Timeout, StopReason, [replyValue, .. Replies], Notifies);

        /// <summary>Gives the state other data.</summary>
        public State<TS, TD> Using(TD nextStateData) => new(StateName, nextStateData, Timeout, StopReason, Replies, Notifies);

        /// <inheritdoc />
        public bool Equals(State<TS, TD>? other) => other is not null &&
            EqualityComparer<TS>.Default.Equals(StateName, other.StateName) && EqualityComparer<TD>.Default.Equals(StateData, other.StateData) &&
            Timeout == other.Timeout && Equals(StopReason, other.StopReason) && Replies.SequenceEqual(other.Replies);

        /// <inheritdoc />
        public override bool Equals(object? obj) => Equals(obj as State<TS, TD>);

        /// <inheritdoc />
        public override int GetHashCode() => HashCode.Combine(StateName, StateData, Timeout, StopReason);

        /// <inheritdoc />
        public override string ToString() => $"{StateName}, {StateData}";

        internal State<TS, TD> WithStopReason(Reason reason) => new(StateName, StateData, Timeout, reason, Replies, Notifies);

        internal State<TS, TD> WithoutNotification() => new(StateName, StateData, Timeout, StopReason, Replies, notifies: false);
    }
}
