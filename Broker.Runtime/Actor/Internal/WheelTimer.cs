using Broker.Runtime.Event;

namespace Broker.Runtime.Actor.Internal;

/// <summary>A hashed timing wheel on a thread of its own (G. Varghese and A. Lauck, "Hashed and Hierarchical Timing Wheels").</summary>
/// <remarks>Starting and cancelling a timer costs the same however many there are. The thread sleeps while there is none.</remarks>
internal sealed class WheelTimer : IDisposable
{
    private readonly WheelSlot[] _slots;
    private readonly TimeSpan _tickDuration;
    private readonly TimeProvider _time;
    private readonly ILoggingAdapter _log;
    private readonly long _start;
    private readonly Thread _thread;

    // Without spinning: it waits for most of a tick, a hundred times a second, and nobody waits for it.
    private readonly ManualResetEventSlim _wake = new(initialState: false, spinCount: 0);
    private readonly List<WheelEntry> _due = [];
    private long _handledTick;
    private int _count;
    private volatile bool _stopped;

    public WheelTimer(TimeSpan tickDuration, int slots, TimeProvider time, ILoggingAdapter log)
    {
        _tickDuration = tickDuration;
        _time = time;
        _log = log;
        _start = time.GetTimestamp();
        _slots = new WheelSlot[slots];
        for (var i = 0; i < slots; i++)
            _slots[i] = new WheelSlot();
        _thread = new Thread(Loop) { IsBackground = true, Name = "relay-scheduler" };
        _thread.Start();
    }

    public TimeSpan Elapsed => _time.GetElapsedTime(_start);

    /// <summary>How many ticks a time takes, rounded up: nothing happens early.</summary>
    public long Ticks(TimeSpan time) => Math.Max(1, (long)Math.Ceiling(time / _tickDuration));

    public void Add(WheelEntry entry, TimeSpan delay)
    {
        if (_stopped)
            throw new SchedulerException("The scheduler has been shut down.");
        entry.Tick = (long)Math.Ceiling((Elapsed + delay) / _tickDuration);
        Insert(entry);
    }

    public void Remove(WheelEntry entry)
    {
        if (entry.Slot?.Remove(entry) == true)
            Interlocked.Decrement(ref _count);
    }

    public void Dispose()
    {
        _stopped = true;
        _wake.Set();
        if (Thread.CurrentThread != _thread)
            _thread.Join();
        _wake.Dispose();
    }

    private void Insert(WheelEntry entry)
    {
        // A tick that has been handled will not come again.
        var tick = Math.Max(entry.Tick, Volatile.Read(ref _handledTick) + 1);
        entry.Tick = tick;
        _slots[tick & (_slots.Length - 1)].Add(entry);
        if (Interlocked.Increment(ref _count) == 1)
            _wake.Set();

        // The thread may have passed the slot in between: put it where it will be seen.
        if (tick <= Volatile.Read(ref _handledTick) && entry.Slot?.Remove(entry) == true)
        {
            Interlocked.Decrement(ref _count);
            Insert(entry);
        }
    }

    private void Loop()
    {
        while (!_stopped)
        {
            if (Volatile.Read(ref _count) == 0)
            {
                _wake.Wait();
                _wake.Reset();
                continue;
            }

            var next = _handledTick + 1;
            var wait = (_tickDuration * next) - Elapsed;
            if (wait > TimeSpan.Zero)
            {
                _wake.Wait((int)Math.Ceiling(wait.TotalMilliseconds));
                _wake.Reset();
                continue;
            }

            HandleUpTo((long)Math.Floor(Elapsed / _tickDuration));
        }
    }

    private void HandleUpTo(long now)
    {
        // After a long sleep one round sees every slot once.
        var first = Math.Max(_handledTick + 1, now - _slots.Length + 1);
        for (var tick = first; tick <= now && !_stopped; tick++)
        {
            Volatile.Write(ref _handledTick, tick);
            _slots[tick & (_slots.Length - 1)].TakeDue(now, _due);
            Interlocked.Add(ref _count, -_due.Count);
            foreach (var entry in _due)
                Fire(entry, now);
            _due.Clear();
        }
    }

    private void Fire(WheelEntry entry, long now)
    {
        if (entry.IsCancelled)
            return;
        if (entry.IntervalTicks > 0)
        {
            // Rounds that were missed, by a machine that slept, are not made up for: nobody waits for a burst.
            var next = entry.Tick + entry.IntervalTicks;
            entry.Tick = next > now ? next : now + entry.IntervalTicks;
            Insert(entry);
        }

        try
        {
            entry.Run();
        }
        catch (Exception e)
        {
            // Work of one user must not end the timers of all others.
            _log.Error(e, "Scheduled work failed.");
        }
    }
}
