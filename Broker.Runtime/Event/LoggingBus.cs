using System.Collections.Concurrent;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>Publishes events to the actors that subscribed to their type, or to a base type or interface of it.</summary>
/// <remarks>Publishing looks up an array by the event's type; subscribing clears these arrays.</remarks>
public class LoggingBus
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Type, HashSet<IActorRef>> _subscriptions = [];
    private readonly ConcurrentDictionary<Type, IActorRef[]> _receivers = new();

    /// <summary>Events below this level are not published.</summary>
    public LogLevel LogLevel { get; private set; } = LogLevel.InfoLevel;

    /// <summary>Changes the level, for all loggers.</summary>
    public void SetLogLevel(LogLevel logLevel) => LogLevel = logLevel;

    /// <summary>Subscribes to a type of events; false if it was subscribed already.</summary>
    public virtual bool Subscribe(IActorRef subscriber, Type channel)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        lock (_gate)
        {
            if (!_subscriptions.TryGetValue(channel, out var set))
                _subscriptions[channel] = set = [];
            var added = set.Add(subscriber);
            _receivers.Clear();
            return added;
        }
    }

    /// <summary>Ends one subscription; false if there was none.</summary>
    public virtual bool Unsubscribe(IActorRef subscriber, Type channel)
    {
        lock (_gate)
        {
            var removed = _subscriptions.TryGetValue(channel, out var set) && set.Remove(subscriber);
            _receivers.Clear();
            return removed;
        }
    }

    /// <summary>Ends all subscriptions of an actor; false if there were none.</summary>
    public virtual bool Unsubscribe(IActorRef subscriber)
    {
        lock (_gate)
        {
            var removed = false;
            foreach (var set in _subscriptions.Values)
                removed |= set.Remove(subscriber);
            _receivers.Clear();
            return removed;
        }
    }

    /// <summary>Sends an event to all who subscribed to it.</summary>
    public void Publish(object @event)
    {
        var type = @event.GetType();
        if (!_receivers.TryGetValue(type, out var receivers))
            receivers = FindReceivers(type);
        foreach (var receiver in receivers)
            receiver.Tell(@event, null);
    }

    private IActorRef[] FindReceivers(Type type)
    {
        lock (_gate)
        {
            var receivers = _subscriptions.Where(s => s.Key.IsAssignableFrom(type)).SelectMany(static s => s.Value).Distinct().ToArray();
            _receivers[type] = receivers;
            return receivers;
        }
    }
}
