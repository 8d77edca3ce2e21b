using System.Collections.Concurrent;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Event;

/// <summary>Tells actors with remote watches that a whole system was given up.</summary>
internal sealed class AddressTerminatedTopic : IExtension
{
    private static readonly Provider Id = new();
    private readonly ConcurrentDictionary<IActorRef, byte> _subscribers = new();

    public static AddressTerminatedTopic Get(ActorSystem system) => Id.Get(system);

    public void Subscribe(IActorRef subscriber) => _subscribers.TryAdd(subscriber, 0);

    public void Unsubscribe(IActorRef subscriber) => _subscribers.TryRemove(subscriber, out _);

    public void Publish(AddressTerminated message)
    {
        foreach (var subscriber in _subscribers.Keys)
            subscriber.Tell(message, ActorRefs.NoSender);
    }

    private sealed class Provider : ExtensionIdProvider<AddressTerminatedTopic>
    {
        public override AddressTerminatedTopic CreateExtension(ExtendedActorSystem system) => new();
    }
}
