using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Internal;

namespace Broker.Runtime.Cluster;

/// <summary>Makes the <see cref="Cluster"/> of a system.</summary>
public class ClusterExtension : ExtensionIdProvider<Cluster>
{
    /// <inheritdoc />
    public override Cluster CreateExtension(ExtendedActorSystem system) => new((ActorSystemImpl)system);
}
