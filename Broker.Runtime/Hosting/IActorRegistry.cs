using Broker.Runtime.Actor;

namespace Broker.Runtime.Hosting;

/// <summary>Actors known by a type that stands for what they do, for those who register them.</summary>
public interface IActorRegistry : IReadOnlyActorRegistry
{
    /// <summary>Makes an actor known under a key.</summary>
    /// <exception cref="DuplicateActorRegistryException">The key is taken, and <paramref name="overwrite"/> is false.</exception>
    void Register<TKey>(IActorRef actor, bool overwrite = false);

    /// <summary>Makes an actor known under a key; false if the key is taken and <paramref name="overwrite"/> is false.</summary>
    bool TryRegister<TKey>(IActorRef actor, bool overwrite = false);

    /// <summary>Makes an actor known under a key; false if the key is taken and <paramref name="overwrite"/> is false.</summary>
    bool TryRegister(Type key, IActorRef actor, bool overwrite = false);
}
