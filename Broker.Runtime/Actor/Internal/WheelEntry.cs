namespace Broker.Runtime.Actor.Internal;

/// <summary>Something due at a tick, linked into a slot of the wheel.</summary>
internal abstract class WheelEntry(WheelTimer wheel, ICancelable? cancelable) : IScheduledWork
{
    public WheelEntry? Next { get; set; }

    public WheelEntry? Previous { get; set; }

    /// <summary>The slot it is in, or null.</summary>
    public WheelSlot? Slot { get; set; }

    /// <summary>When it is due.</summary>
    public long Tick { get; set; }

    /// <summary>After how many ticks it is due again; 0 for once.</summary>
    public long IntervalTicks { get; init; }

    public bool IsCancelled => cancelable is { IsCancellationRequested: true };

    public void Remove() => wheel.Remove(this);

    public abstract void Run();
}
