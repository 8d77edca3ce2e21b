using System.Collections.Concurrent;
using Broker.Actors.Publishing;

namespace Broker.Actors.Answers;

/// <summary>The publishers of this node that may be answered together with others. Safe for any thread; each enters and leaves by itself.</summary>
public sealed class PublisherTable
{
    private readonly ConcurrentDictionary<PublisherId, IActorRef> _publishers = [];

    public int Count => _publishers.Count;

    internal void Enter(PublisherId id, IActorRef publisher) => _publishers[id] = publisher;

    internal void Leave(PublisherId id) => _publishers.TryRemove(id, out _);

    /// <summary>The publisher, unless it has gone.</summary>
    internal IActorRef? Find(PublisherId id) => _publishers.GetValueOrDefault(id);
}
