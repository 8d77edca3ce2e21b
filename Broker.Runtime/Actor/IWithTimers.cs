namespace Broker.Runtime.Actor;

/// <summary>An actor with timers.</summary>
public interface IWithTimers
{
    /// <summary>The timers; set by the engine after construction, so usable from PreStart on.</summary>
    ITimerScheduler Timers { get; set; }
}
