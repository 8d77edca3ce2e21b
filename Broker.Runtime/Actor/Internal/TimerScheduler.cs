namespace Broker.Runtime.Actor.Internal;

/// <summary>The timers of one incarnation of an actor.</summary>
/// <remarks>Most actors have one at most, so there is a table only for further ones.</remarks>
internal sealed class TimerScheduler(ActorCell cell) : ITimerScheduler
{
    private Dictionary<object, Timer>? _others;
    private Timer? _first;
    private int _generation;

    public IReadOnlyCollection<object> ActiveTimers => [.. All().Select(static timer => timer.Key)];

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval) => Start(key, msg, interval, interval, cell.Self);

    public void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef sender) => Start(key, msg, interval, interval, sender);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval) =>
        Start(key, msg, initialDelay, interval, cell.Self);

    public void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef sender) =>
        Start(key, msg, initialDelay, interval, sender);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout) => Start(key, msg, timeout, null, cell.Self);

    public void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef sender) => Start(key, msg, timeout, null, sender);

    public bool IsTimerActive(object key) => Find(key) is not null;

    public void Cancel(object key)
    {
        if (Find(key) is { } timer)
        {
            Remove(timer);
            timer.Task.Cancel();
        }
    }

    public void CancelAll()
    {
        foreach (var timer in All())
            timer.Task.Cancel();
        _first = null;
        _others = null;
    }

    /// <summary>The user's message of a timer message, or null when its timer was replaced, cancelled or of an earlier incarnation.</summary>
    public object? Accept(TimerMessage message)
    {
        if (message.Owner != this || Find(message.Key) is not { } timer || timer.Generation != message.Generation)
            return null;
        if (!timer.Repeats)
            Remove(timer);
        return message.Message;
    }

    private void Start(object key, object msg, TimeSpan delay, TimeSpan? interval, IActorRef sender)
    {
        ArgumentNullException.ThrowIfNull(msg);
        Cancel(key);
        var scheduler = cell.System.Scheduler;
        var task = new Cancelable(scheduler);
        var timer = new Timer(key, ++_generation, interval is not null, task);
        var message = new TimerMessage(this, key, timer.Generation, msg);
        if (_first is null)
            _first = timer;
        else
            (_others ??= []).Add(key, timer);
        if (interval is { } period)
            scheduler.ScheduleTellRepeatedly(delay, period, cell.Self, message, sender, task);
        else
            scheduler.ScheduleTellOnce(delay, cell.Self, message, sender, task);
    }

    private Timer? Find(object key) => _first is not null && _first.Key.Equals(key) ? _first : _others?.GetValueOrDefault(key);

    private void Remove(Timer timer)
    {
        if (ReferenceEquals(timer, _first))
            _first = null;
        else
            _others!.Remove(timer.Key);
    }

    private Timer[] All()
    {
        Timer[] others = _others is null ? [] : [.. _others.Values];
        return _first is null ? others : [_first, .. others];
    }

    private sealed record Timer(object Key, int Generation, bool Repeats, Cancelable Task);
}
