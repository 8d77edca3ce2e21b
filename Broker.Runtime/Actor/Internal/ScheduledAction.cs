namespace Broker.Runtime.Actor.Internal;

/// <summary>An action to be run later.</summary>
internal sealed class ScheduledAction(Action action, WheelTimer wheel, ICancelable? cancelable) : WheelEntry(wheel, cancelable)
{
    public override void Run() => action();
}
