namespace Broker.Runtime.Actor.Internal;

/// <summary>A message to be sent later.</summary>
internal sealed class ScheduledTell(ICanTell receiver, object message, IActorRef? sender, WheelTimer wheel, ICancelable? cancelable)
    : WheelEntry(wheel, cancelable)
{
    public override void Run() => receiver.Tell(message, sender);
}
