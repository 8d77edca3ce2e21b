using Broker.Runtime.Actor;

namespace Broker.Runtime.Hosting;

/// <summary>Gives each actor system its registry.</summary>
public sealed class ActorRegistryExtension : ExtensionIdProvider<ActorRegistry>
{
    /// <inheritdoc />
    public override ActorRegistry CreateExtension(ExtendedActorSystem system) => new();
}
