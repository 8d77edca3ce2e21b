namespace Broker.Runtime.Actor.Internal;

/// <summary>Finds out that an actor received nothing for a while, with one timer however many messages come.</summary>
/// <remarks>A message only notes its time; the timer, when it is due too early, waits for what is left.</remarks>
internal sealed class ReceiveTimeoutTimer
{
    private readonly ActorCell _cell;
    private readonly IScheduler _scheduler;
    private readonly ReceiveTimeoutDue _due;
    private TimeSpan _last;
    private ICancelable? _timer;

    public ReceiveTimeoutTimer(ActorCell cell, TimeSpan timeout)
    {
        _cell = cell;
        Timeout = timeout;
        _scheduler = cell.System.Scheduler;
        _due = new ReceiveTimeoutDue();
        _last = _scheduler.MonotonicClock;
        Schedule(timeout);
    }

    public TimeSpan Timeout { get; }

    public void Touch() => _last = _scheduler.MonotonicClock;

    public void Cancel() => _timer?.Cancel();

    /// <summary>True when the actor was idle for long enough; else waits for the rest.</summary>
    public bool IsDue(ReceiveTimeoutDue due)
    {
        if (due != _due)
            return false;
        var rest = Timeout - (_scheduler.MonotonicClock - _last);
        Schedule(rest > TimeSpan.Zero ? rest : Timeout);
        if (rest > TimeSpan.Zero)
            return false;
        Touch();
        return true;
    }

    private void Schedule(TimeSpan delay)
    {
        _timer = _scheduler.ScheduleTellOnceCancelable(delay, _cell.Self, _due, _cell.Self);
    }
}
