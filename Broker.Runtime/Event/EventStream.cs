using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Internal;

namespace Broker.Runtime.Event;

/// <summary>The event bus of an actor system: log events, dead letters, and whatever is published on it.</summary>
/// <remarks>A subscriber that ends is unsubscribed by itself.</remarks>
public class EventStream(bool debug) : LoggingBus
{
    private IActorRef? _unsubscriber;

    /// <summary>Starts the actor that unsubscribes the dead.</summary>
    public void StartUnsubscriber(ActorSystemImpl system) =>
        _unsubscriber = system.SystemActorOf(Props.Create<EventStreamUnsubscriber>(this), "eventStreamUnsubscriber");

    /// <inheritdoc />
    public override bool Subscribe(IActorRef subscriber, Type channel)
    {
        var added = base.Subscribe(subscriber, channel);
        if (added)
        {
            _unsubscriber?.Tell(new EventStreamUnsubscriber.Added(subscriber), ActorRefs.NoSender);
            if (debug)
                Publish(new Debug(nameof(EventStream), GetType(), $"subscribing {subscriber} to channel {channel}"));
        }

        return added;
    }

    /// <inheritdoc />
    public override bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        var removed = base.Unsubscribe(subscriber, channel);
        if (removed && debug)
            Publish(new Debug(nameof(EventStream), GetType(), $"unsubscribing {subscriber} from channel {channel}"));
        return removed;
    }

    /// <inheritdoc />
    public override bool Unsubscribe(IActorRef subscriber)
    {
        var removed = base.Unsubscribe(subscriber);
        _unsubscriber?.Tell(new EventStreamUnsubscriber.Removed(subscriber), ActorRefs.NoSender);
        if (removed && debug)
            Publish(new Debug(nameof(EventStream), GetType(), $"unsubscribing {subscriber} from all channels"));
        return removed;
    }
}
