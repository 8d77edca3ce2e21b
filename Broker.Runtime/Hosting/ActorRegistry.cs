using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Broker.Runtime.Actor;

namespace Broker.Runtime.Hosting;

/// <summary>An actor system's registry. Safe for use by many threads.</summary>
public class ActorRegistry : IActorRegistry, IExtension
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Type, IActorRef> _actors = [];
    private readonly Dictionary<Type, TaskCompletionSource<IActorRef>> _awaited = [];

    /// <summary>The registry of an actor system.</summary>
    public static ActorRegistry For(ActorSystem actorSystem) => (ActorRegistry)actorSystem.RegisterExtension(new ActorRegistryExtension())!;

    /// <inheritdoc />
    public void Register<TKey>(IActorRef actor, bool overwrite = false)
    {
        if (!TryRegister<TKey>(actor, overwrite))
            throw new DuplicateActorRegistryException($"An actor is already registered for {typeof(TKey)}.");
    }

    /// <inheritdoc />
    public bool TryRegister<TKey>(IActorRef actor, bool overwrite = false) => TryRegister(typeof(TKey), actor, overwrite);

    /// <inheritdoc />
    public bool TryRegister(Type key, IActorRef actor, bool overwrite = false)
    {
        TaskCompletionSource<IActorRef>? awaited;
        lock (_lock)
        {
            if (overwrite)
                _actors[key] = actor;
            else if (!_actors.TryAdd(key, actor))
                return false;
            _awaited.Remove(key, out awaited);
        }

        awaited?.TrySetResult(actor);
        return true;
    }

    /// <inheritdoc />
    public IActorRef Get<TKey>() => TryGet<TKey>(out var actor)
        ? actor
        : throw new MissingActorRegistryEntryException($"No actor is registered for {typeof(TKey)}.");

    /// <inheritdoc />
    public bool TryGet<TKey>([NotNullWhen(true)] out IActorRef? actor) => TryGet(typeof(TKey), out actor);

    /// <inheritdoc />
    public bool TryGet(Type key, [NotNullWhen(true)] out IActorRef? actor)
    {
        lock (_lock)
            return _actors.TryGetValue(key, out actor);
    }

    /// <inheritdoc />
    public Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default) => GetAsync(typeof(TKey), ct);

    /// <inheritdoc />
    public Task<IActorRef> GetAsync(Type key, CancellationToken ct = default)
    {
        lock (_lock)
        {
            if (_actors.TryGetValue(key, out var actor))
                return Task.FromResult(actor);
            if (!_awaited.TryGetValue(key, out var awaited))
                _awaited.Add(key, awaited = new TaskCompletionSource<IActorRef>(TaskCreationOptions.RunContinuationsAsynchronously));
            return awaited.Task.WaitAsync(ct);
        }
    }

    /// <summary>What is registered at this moment.</summary>
    public IEnumerator<KeyValuePair<Type, IActorRef>> GetEnumerator()
    {
        lock (_lock)
            return _actors.ToList().GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
