using Broker.Runtime.Actor;

namespace Broker.Runtime.Pattern;

/// <summary>Starts its child again when it failed; a child that stops by itself ends the supervisor.</summary>
internal sealed class BackoffOnRestartSupervisor(BackoffOptionsData options)
    : BackoffSupervisorBase(options.ChildProps, options.ChildName, options.Reset, options.ReplyWhileStopped, options.FinalStopMessage)
{
    private bool _isPausing;

    protected override bool Receive(object message)
    {
        if (message is not Terminated terminated || !terminated.ActorRef.Equals(Child))
            return HandleBackoff(message);
        Child = null;
        if (_isPausing && !FinalStopMessageReceived)
        {
            _isPausing = false;
            StartLater(options.MinBackoff, options.MaxBackoff, options.RandomFactor);
        }
        else
        {
            Context.Stop(Self);
        }

        return true;
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(
        options.Strategy.MaxNumberOfRetries, options.Strategy.WithinTimeRangeMilliseconds, Decide);

    private Directive Decide(Exception failure)
    {
        Directive directive = options.Strategy.Decider.Decide(failure);
        if (directive != Directive.Restart)
            return directive;

        // The pause takes the place of the restart: the child ends, and another begins after it.
        int most = options.Strategy.MaxNumberOfRetries;
        _isPausing = most < 0 || RestartCountN < most;
        return Directive.Stop;
    }
}
