namespace Broker.Actors.Hosting;

/// <summary>One timer of one actor that follows the next deadline of its pure core.</summary>
/// <remarks>
/// A deadline that moves later does not touch the timer: it fires early once, finds nothing due and is set anew. So a busy actor, whose
/// deadlines move with every message, sets a timer about once for each time it fires.
/// </remarks>
internal struct TickTimer
{
    private long? _firesAt;

    /// <summary>Makes sure that a <see cref="Tick"/> comes when the deadline is reached.</summary>
    public void Follow(long? deadline, long now, ITimerScheduler timers)
    {
        if (deadline is null || _firesAt <= deadline)
        {
            return;
        }

        _firesAt = deadline;
        timers.StartSingleTimer(Tick.Instance, Tick.Instance, TimeSpan.FromMilliseconds(Math.Max(1, deadline.Value - now)));
    }

    /// <summary>What was waited for has come: a timer that is far away would only be kept, and wake an actor that has nothing to do.</summary>
    public void Stop(ITimerScheduler timers)
    {
        if (_firesAt is not null)
        {
            _firesAt = null;
            timers.Cancel(Tick.Instance);
        }
    }

    /// <summary>The timer has fired.</summary>
    public void Fired() => _firesAt = null;
}
