using Broker.Runtime.Actor;
using Broker.Runtime.Actor.Internal;
using Broker.Runtime.Configuration;
using Broker.Runtime.Event;
using Broker.Runtime.Remote;

namespace Broker.Runtime.Cluster;

/// <summary>The provider of a cluster node: remoting, and the <see cref="Cluster"/> started with it.</summary>
public class ClusterActorRefProvider : RemoteActorRefProvider, IClusterActorRefProvider
{
    /// <summary>Creates it; <see cref="Init"/> starts remoting and the cluster.</summary>
    public ClusterActorRefProvider(string systemName, Settings settings, EventStream eventStream)
        : base(systemName, settings, eventStream) =>
        settings.InjectTopLevelFallback(ConfigurationFactory.FromResource<ClusterActorRefProvider>("Broker.Runtime.Cluster.reference.conf"));

    /// <inheritdoc />
    public override void Init(ActorSystemImpl system)
    {
        base.Init(system);
        Cluster.Get(system);
    }
}
