using Broker.Runtime.Event;
using Broker.Runtime.Routing;

namespace Broker.Runtime.Actor;

public abstract partial class FSM<TState, TData>
{
    /// <inheritdoc />
    protected override bool Receive(object message)
    {
        switch (message)
        {
            case SubscribeTransitionCallBack subscribe:
                Context.Watch(subscribe.ActorRef);
                Listeners.Add(subscribe.ActorRef);
                subscribe.ActorRef.Tell(new CurrentState<TState>(Self, StateName));
                return true;
            case Listen listen:
                Context.Watch(listen.Listener);
                Listeners.Add(listen.Listener);
                listen.Listener.Tell(new CurrentState<TState>(Self, StateName));
                return true;
            case UnsubscribeTransitionCallBack unsubscribe:
                Context.Unwatch(unsubscribe.ActorRef);
                Listeners.Remove(unsubscribe.ActorRef);
                return true;
            case Deafen deafen:
                Context.Unwatch(deafen.Listener);
                Listeners.Remove(deafen.Listener);
                return true;
            default:
                // Whatever comes ends the state's silence; staying begins it anew.
                _timers.Cancel(StateTimeoutKey);
                Process(message);
                return true;
        }
    }

    /// <summary>The machine ends with its actor.</summary>
    protected override void PostStop()
    {
        if (_current is not null)
            Terminate(Stay().WithStopReason(Shutdown.Instance));
        base.PostStop();
    }

    /// <summary>Logs the end of a machine that failed.</summary>
    protected virtual void LogTermination(Reason reason)
    {
        if (reason is not Failure failure)
            return;
        if (failure.Cause is Exception cause)
            _log.Error(cause, "terminating due to Failure");
        else
            _log.Error(failure.Cause.ToString() ?? "");
    }

    private void Process(object message)
    {
        var happened = new Event<TData>(message, StateData);
        if (DebugEvent)
            _log.Debug("processing {0} from {1} in state {2}", happened, Sender, StateName);
        var before = StateName;
        var function = _functions.GetValueOrDefault(before);
        MakeTransition(function?.Invoke(happened) ?? _whenUnhandled?.Invoke(happened) ?? LeaveUnhandled(message));
        if (DebugEvent && !before.Equals(StateName))
            _log.Debug("transition {0} -> {1}", before, StateName);
    }

    private State<TState, TData> LeaveUnhandled(object message)
    {
        _log.Warning("unhandled event {0} in state {1}", message, StateName);
        return Stay();
    }

    private void MakeTransition(State<TState, TData> next)
    {
        if (next.StopReason is null && !_functions.ContainsKey(next.StateName))
            next = Stay().WithStopReason(new Failure($"Next state {next.StateName} does not exist"));
        for (var i = next.Replies.Count - 1; i >= 0; i--)
            Sender.Tell(next.Replies[i]);
        if (next.StopReason is null)
        {
            ApplyState(next);
            return;
        }

        Terminate(next);
        Context.Stop(Self);
    }

    private void ApplyState(State<TState, TData> next)
    {
        var before = StateName;
        if (!before.Equals(next.StateName) || next.Notifies)
        {
            _next = next;
            foreach (var handler in _onTransition)
                handler(before, next.StateName);
            Listeners.Gossip(new Transition<TState>(Self, before, next.StateName));
            _next = null;
        }

        _current = next;
        var timeout = next.Timeout ?? _timeouts.GetValueOrDefault(next.StateName);
        if (timeout is { } time && time >= TimeSpan.Zero && time < TimeSpan.MaxValue)
            _timers.StartSingleTimer(StateTimeoutKey, StateTimeout.Instance, time);
    }

    private void Terminate(State<TState, TData> last)
    {
        // Once: a machine that stops by itself is stopped as an actor afterwards.
        if (Current.StopReason is not null)
            return;
        var reason = last.StopReason!;
        LogTermination(reason);
        _timers.CancelAll();
        _current = last;
        _onTermination(new StopEvent<TState, TData>(reason, last.StateName, last.StateData));
    }
}
