using System.Collections.Immutable;
using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Events;
using Broker.Runtime.Cluster.Membership;

namespace Broker.Runtime.Cluster.Daemon;

/// <summary>Who wants to hear of which events. Only the daemon calls this.</summary>
internal sealed class EventSubscribers(IActorRef self)
{
    private readonly Dictionary<IActorRef, ImmutableHashSet<Type>> _subscribers = [];

    public void Add(ClusterCommand.Subscribe asked, MembershipState state)
    {
        _subscribers[asked.Subscriber] = (_subscribers.GetValueOrDefault(asked.Subscriber) ?? []).Union(asked.To);
        if (asked.Mode == ClusterEvent.InitialStateAsSnapshot)
        {
            asked.Subscriber.Tell(ClusterEventDiff.Snapshot(state), self);
            return;
        }

        foreach (var happened in ClusterEventDiff.Between(state with { Gossip = Gossip.Empty }, state).Where(h => Wants(asked.To, h)))
            asked.Subscriber.Tell(happened, self);
    }

    public void Remove(IActorRef subscriber, Type? type)
    {
        var left = type is null ? [] : (_subscribers.GetValueOrDefault(subscriber) ?? []).Remove(type);
        if (left.IsEmpty)
            _subscribers.Remove(subscriber);
        else
            _subscribers[subscriber] = left;
    }

    public bool Contains(IActorRef subscriber) => _subscribers.ContainsKey(subscriber);

    public void Publish(IEnumerable<ClusterEvent.IClusterDomainEvent> events)
    {
        foreach (var happened in events)
        {
            foreach (var (subscriber, types) in _subscribers)
            {
                if (Wants(types, happened))
                    subscriber.Tell(happened, self);
            }
        }
    }

    private static bool Wants(IEnumerable<Type> types, object happened) => types.Any(t => t.IsInstanceOfType(happened));
}
