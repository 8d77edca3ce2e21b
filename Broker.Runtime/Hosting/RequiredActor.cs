using Broker.Runtime.Actor;

namespace Broker.Runtime.Hosting;

/// <summary>Looks up a registered actor once and keeps it.</summary>
public sealed class RequiredActor<TActor>(IReadOnlyActorRegistry registry) : IRequiredActor<TActor>
{
    private IActorRef? _actor;

    /// <inheritdoc />
    public IActorRef ActorRef => _actor ??= registry.Get<TActor>();

    /// <inheritdoc />
    public async Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) =>
        _actor ??= await registry.GetAsync<TActor>(cancellationToken);
}
