namespace EngineTests.Sharding.Simulation;

/// <summary>Time that passes only when the next planned action runs.</summary>
public sealed class VirtualTime
{
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _planned = new();
    private long _order;

    /// <summary>The time since the start of the history.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Runs an action later; actions of the same time run in the order in which they were planned.</summary>
    public void After(TimeSpan delay, Action action) => At(Now + delay, action);

    /// <summary>Runs an action at a time.</summary>
    public void At(TimeSpan time, Action action) => _planned.Enqueue(action, (time < Now ? Now : time, ++_order));

    /// <summary>Runs everything that is due until a time.</summary>
    public void RunUntil(TimeSpan end)
    {
        while (_planned.TryPeek(out _, out var next) && next.At <= end)
        {
            var action = _planned.Dequeue();
            Now = next.At;
            action();
        }

        Now = end;
    }
}
