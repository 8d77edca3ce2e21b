namespace Broker.Runtime.Actor;

/// <summary>Marks an <see cref="FSM{TState, TData}"/> that logs its events and transitions when <c>akka.actor.debug.fsm</c> is on.</summary>
public interface ILoggingFSM;
