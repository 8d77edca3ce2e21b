using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Configuration;
using Broker.Runtime.Event;

namespace Broker.Runtime.Actor;

/// <summary>The scheduler of a system: exact to a tick, one thread for all timers.</summary>
public sealed class HashedWheelTimerScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    private readonly TimeProvider _time = TimeProvider.System;
    private readonly WheelTimer _wheel;

    /// <summary>Creates it with the settings below <c>akka.scheduler</c>.</summary>
    public HashedWheelTimerScheduler(Config scheduler, ILoggingAdapter log)
        : base(scheduler, log)
    {
        var tick = scheduler.GetTimeSpan("akka.scheduler.tick-duration", TimeSpan.FromMilliseconds(10));
        var slots = scheduler.GetInt("akka.scheduler.ticks-per-wheel", 512);
        if (tick < TimeSpan.FromMilliseconds(1))
            throw new ConfigurationException("akka.scheduler.tick-duration must be at least 1ms.");
        if (slots < 1 || !int.IsPow2(slots))
            throw new ConfigurationException("akka.scheduler.ticks-per-wheel must be a power of two.");
        _wheel = new WheelTimer(tick, slots, _time, log);
    }

    /// <inheritdoc />
    public override TimeSpan MonotonicClock => _wheel.Elapsed;

    /// <inheritdoc />
    public override TimeSpan HighResMonotonicClock => _wheel.Elapsed;

    /// <inheritdoc />
    protected override DateTimeOffset TimeNow => _time.GetUtcNow();

    /// <inheritdoc />
    public void Dispose() => _wheel.Dispose();

    /// <inheritdoc />
    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(new ScheduledTell(receiver, message, sender, _wheel, cancelable), delay, cancelable);

    /// <inheritdoc />
    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay,
        TimeSpan interval,
        ICanTell receiver,
        object message,
        IActorRef? sender,
        ICancelable? cancelable) =>
        Add(new ScheduledTell(receiver, message, sender, _wheel, cancelable) { IntervalTicks = _wheel.Ticks(interval) }, initialDelay, cancelable);

    /// <inheritdoc />
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Add(new ScheduledAction(action, _wheel, cancelable), delay, cancelable);

    /// <inheritdoc />
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Add(new ScheduledAction(action, _wheel, cancelable) { IntervalTicks = _wheel.Ticks(interval) }, initialDelay, cancelable);

    private void Add(WheelEntry entry, TimeSpan delay, ICancelable? cancelable)
    {
        if (cancelable is { IsCancellationRequested: true })
            return;
        if (delay <= TimeSpan.Zero && entry.IntervalTicks == 0)
        {
            entry.Run();
            return;
        }

        _wheel.Add(entry, delay);
        (cancelable as Cancelable)?.Attach(entry);
    }
}
