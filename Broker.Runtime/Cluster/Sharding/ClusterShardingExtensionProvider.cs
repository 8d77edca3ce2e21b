using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>Makes the <see cref="ClusterSharding"/> of a system.</summary>
public sealed class ClusterShardingExtensionProvider : ExtensionIdProvider<ClusterSharding>
{
    /// <inheritdoc />
    public override ClusterSharding CreateExtension(ExtendedActorSystem system) => new(system);
}
