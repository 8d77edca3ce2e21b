using Broker.Runtime.Actor;

namespace Broker.Runtime.Hosting;

/// <summary>A registered actor, to be injected where it is used.</summary>
public interface IRequiredActor<TActor>
{
    /// <summary>The actor; it must be registered by now.</summary>
    IActorRef ActorRef { get; }

    /// <summary>The actor, as soon as it is registered.</summary>
    Task<IActorRef> GetAsync(CancellationToken cancellationToken = default);
}
