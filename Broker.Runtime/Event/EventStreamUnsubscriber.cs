using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>Watches the subscribers of an event stream.</summary>
internal sealed class EventStreamUnsubscriber(EventStream stream) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case Added added:
                Context.Watch(added.Subscriber);
                break;
            case Removed removed:
                Context.Unwatch(removed.Subscriber);
                break;
            case Terminated terminated:
                stream.Unsubscribe(terminated.ActorRef);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    public sealed record Added(IActorRef Subscriber) : INoSerializationVerificationNeeded;

    public sealed record Removed(IActorRef Subscriber) : INoSerializationVerificationNeeded;
}
