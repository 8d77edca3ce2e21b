namespace Broker.Runtime.Actor.Internal;

/// <summary>The timers of one incarnation of an actor.</summary>
internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private Dictionary<object, Timer>? _timers;
    private int _generation;

    public IReadOnlyCollection<object> ActiveTimers => _timers is null ? [] : _timers.Keys;

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval, cell.Self);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) => Start(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        Start(key, msg, initialDelay, interval, cell.Self);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, initialDelay, interval, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, cell.Self);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) => Start(key, msg, timeout, null, sender);

    public bool IsTimerActive(object key) => _timers?.ContainsKey(key) == true;

    public void Cancel(object key)
    {
        if (_timers is not null && _timers.Remove(key, out var timer))
            timer.Task.Cancel();
    }

    public void CancelAll()
    {
        if (_timers is null)
            return;
        foreach (var timer in _timers.Values)
            timer.Task.Cancel();
        _timers.Clear();
    }

    /// <summary>The user's message of a timer message, or null when its timer was replaced, cancelled or of an earlier incarnation.</summary>
    public object? Accept(TimerMessage message)
    {
        if (message.Owner != this || _timers is null || !_timers.TryGetValue(message.Key, out var timer) || timer.Generation != message.Generation)
            return null;
        if (!timer.Repeats)
            _timers.Remove(message.Key);
        return message.Message;
    }

    private void Start(object key, object msg, TimeSpan delay, TimeSpan? interval, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(msg);
        Cancel(key);
        var scheduler = cell.System.Scheduler;
        var task = new Cancelable(scheduler);
        var timer = new Timer(++_generation, interval is not null, task);
        var message = new TimerMessage(this, key, timer.Generation, msg);
        (_timers ??= [])[key] = timer;
        if (interval is { } period)
            scheduler.ScheduleTellRepeatedly(delay, period, cell.Self, message, sender, task);
        else
            scheduler.ScheduleTellOnce(delay, cell.Self, message, sender, task);
    }

    private sealed record Timer(int Generation, bool Repeats, Cancelable Task);
}
