namespace Broker.Tests.Topics.Simulation;

/// <summary>Virtual time: events in the order they are due, and among those at one time in the order they were made.</summary>
internal sealed class SimulatedTime
{
    private readonly PriorityQueue<Action, (long At, long Order)> _events = new();
    private long _order;

    /// <summary>Milliseconds since the beginning.</summary>
    public long Now { get; private set; }

    public void After(long delay, Action action) => At(Now + delay, action);

    public void At(long at, Action action) => _events.Enqueue(action, (Math.Max(at, Now), _order++));

    public void RunUntil(long end)
    {
        while (_events.TryPeek(out _, out var next) && next.At <= end)
        {
            var action = _events.Dequeue();
            Now = next.At;
            action();
        }

        Now = end;
    }

    /// <summary>A wall clock that is off by some time.</summary>
    public TimeProvider WallClock(long skewMs) => new Skewed(this, skewMs);

    private sealed class Skewed(SimulatedTime time, long skewMs) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000 + time.Now + skewMs);
    }
}
