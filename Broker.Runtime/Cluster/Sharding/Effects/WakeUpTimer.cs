using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding.Effects;

/// <summary>The one timer by which an actor follows the next wake-up of its core.</summary>
internal sealed class WakeUpTimer(object tick)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private TimeSpan _due = TimeSpan.MaxValue;

    /// <summary>Makes the tick come at <paramref name="next"/>; <see cref="TimeSpan.MaxValue"/> for never.</summary>
    public void Follow(TimeSpan next, TimeSpan now, ITimerScheduler timers)
    {
        if (next == _due)
            return;
        _due = next;
        if (next == TimeSpan.MaxValue)
            timers.Cancel(tick);
        else
            timers.StartSingleTimer(tick, tick, next - now > TimeSpan.Zero ? next - now : Shortest);
    }

    /// <summary>The tick has come.</summary>
    public void Fired() => _due = TimeSpan.MaxValue;
}
