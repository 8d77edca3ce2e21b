using Broker.Runtime.Actor;
using Broker.Runtime.Configuration;
using Broker.Runtime.Dispatch;
using Broker.Runtime.Event;

namespace Broker.Runtime.TestKit;

/// <summary>A scheduler whose time stands until the test moves it.</summary>
/// <remarks>What is due runs on the thread that moves the time, in the order of its times, before <see cref="Advance"/> returns.</remarks>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Entry, (long Due, long Order)> _queue = new();
    private readonly DateTimeOffset _start = DateTimeOffset.UnixEpoch;
    private TimeSpan _elapsed;
    private long _order;

    /// <summary>Made by the actor system from <c>akka.scheduler.implementation</c>.</summary>
    public TestScheduler(Config schedulerConfig, ILoggingAdapter log)
    {
        ArgumentNullException.ThrowIfNull(schedulerConfig);
        ArgumentNullException.ThrowIfNull(log);
    }

    /// <inheritdoc />
    public DateTimeOffset Now => TimeNow;

    /// <inheritdoc />
    public TimeSpan MonotonicClock
    {
        get
        {
            lock (_gate)
                return _elapsed;
        }
    }

    /// <inheritdoc />
    public TimeSpan HighResMonotonicClock => MonotonicClock;

    /// <inheritdoc />
    public IAdvancedScheduler Advanced => this;

    /// <summary>The virtual time of day; the test begins at the Unix epoch.</summary>
    protected DateTimeOffset TimeNow => _start + MonotonicClock;

    /// <summary>Moves the time on and runs everything that falls due.</summary>
    public void Advance(TimeSpan offset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(offset, TimeSpan.Zero);
        var target = MonotonicClock + offset;
        while (NextDue(target) is { } entry)
            entry.Run();
        lock (_gate)
            _elapsed = target;
    }

    /// <summary>Moves the time to <paramref name="when"/>.</summary>
    public void AdvanceTo(DateTimeOffset when) => Advance(when - TimeNow);

    /// <inheritdoc />
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    /// <inheritdoc />
    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(delay, null, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc />
    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    /// <inheritdoc />
    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc />
    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) => Add(delay, null, action, cancelable);

    /// <inheritdoc />
    public void ScheduleOnce(TimeSpan delay, Action action) => Add(delay, null, action, null);

    /// <inheritdoc />
    public void ScheduleOnce(TimeSpan delay, IRunnable action, ICancelable? cancelable) => Add(delay, null, action.Run, cancelable);

    /// <inheritdoc />
    public void ScheduleOnce(TimeSpan delay, IRunnable action) => Add(delay, null, action.Run, null);

    /// <inheritdoc />
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    /// <inheritdoc />
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) => Add(initialDelay, interval, action, null);

    /// <inheritdoc />
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable? cancelable) =>
        Add(initialDelay, interval, action.Run, cancelable);

    /// <inheritdoc />
    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action) =>
        Add(initialDelay, interval, action.Run, null);

    private void Add(TimeSpan delay, TimeSpan? interval, Action action, ICancelable? cancelable)
    {
        lock (_gate)
            Enqueue(new Entry(_elapsed + delay, interval, action, cancelable));
    }

    // The order of adding decides between entries of the same time.
    private void Enqueue(Entry entry) => _queue.Enqueue(entry, (entry.Due.Ticks, _order++));

    private Entry? NextDue(TimeSpan target)
    {
        lock (_gate)
        {
            while (_queue.TryPeek(out var entry, out _) && entry.Due <= target)
            {
                _queue.Dequeue();
                if (entry.IsCancelled)
                    continue;
                _elapsed = entry.Due > _elapsed ? entry.Due : _elapsed;
                if (entry.Interval is { } interval)
                    Enqueue(entry with { Due = entry.Due + interval });
                return entry;
            }

            return null;
        }
    }

    private sealed record Entry(TimeSpan Due, TimeSpan? Interval, Action Action, ICancelable? Cancelable)
    {
        public bool IsCancelled => Cancelable?.IsCancellationRequested == true;

        public void Run() => Action();
    }
}
