using System.Diagnostics.CodeAnalysis;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Hosting;

/// <summary>Actors known by a type that stands for what they do.</summary>
public interface IReadOnlyActorRegistry : IEnumerable<KeyValuePair<Type, IActorRef>>
{
    /// <summary>The actor of a key.</summary>
    /// <exception cref="MissingActorRegistryEntryException">There is none yet.</exception>
    IActorRef Get<TKey>();

    /// <summary>The actor of a key, if there is one.</summary>
    bool TryGet<TKey>([NotNullWhen(true)] out IActorRef? actor);

    /// <summary>The actor of a key, if there is one.</summary>
    bool TryGet(Type key, [NotNullWhen(true)] out IActorRef? actor);

    /// <summary>The actor of a key, as soon as it is registered.</summary>
    Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default);

    /// <summary>The actor of a key, as soon as it is registered.</summary>
    Task<IActorRef> GetAsync(Type key, CancellationToken ct = default);
}
