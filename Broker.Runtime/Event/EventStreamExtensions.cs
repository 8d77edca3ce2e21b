using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>Typed forms of the event stream's methods.</summary>
public static class EventStreamExtensions
{
    /// <summary>Subscribes to events of type <typeparamref name="TChannel"/>.</summary>
    public static bool Subscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Subscribe(subscriber, typeof(TChannel));

    /// <summary>Ends a subscription to events of type <typeparamref name="TChannel"/>.</summary>
    public static bool Unsubscribe<TChannel>(this EventStream eventStream, IActorRef subscriber) => eventStream.Unsubscribe(subscriber, typeof(TChannel));
}
