using Broker.Runtime.Actor;
using Broker.Runtime.Cluster.Sharding.Coordination;
using Broker.Runtime.Cluster.Sharding.Regions;
using Broker.Runtime.Cluster.Tools.Singleton;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>The parent of all regions, proxies and managers of coordinators.</summary>
internal sealed class ClusterShardingGuardian : UntypedActor
{
    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case StartRegion start:
                StartCoordinator(start);
                Sender.Tell(StartChild(start.Setup, ShardingPaths.RegionName(start.Setup.TypeName)), Self);
                break;
            case StartProxy start:
                Sender.Tell(StartChild(start.Setup, ShardingPaths.ProxyName(start.Setup.TypeName)), Self);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private static IActorRef StartChild(ShardRegionSetup setup, string name)
    {
        var running = Context.Child(name);
        return running.IsNobody() ? Context.ActorOf(Props.Create(typeof(ShardRegion), setup), name) : running;
    }

    private static void StartCoordinator(StartRegion start)
    {
        var name = ShardingPaths.CoordinatorName(start.Setup.TypeName);
        if (!Context.Child(name).IsNobody())
            return;
        var settings = start.Setup.Settings;
        var coordinator = Props.Create(typeof(ShardCoordinator), start.Setup.TypeName, settings, start.Strategy);
        var singleton = ClusterSingletonManagerSettings.Create(Context.System)
            .WithSingletonName(ShardingPaths.Singleton);
        if (settings.Role is { } role)
            singleton = singleton.WithRole(role);
        Context.ActorOf(ClusterSingletonManager.Props(coordinator, PoisonPill.Instance, singleton), name);
    }

    internal sealed record StartRegion(ShardRegionSetup Setup, IShardAllocationStrategy Strategy) : INoSerializationVerificationNeeded;

    internal sealed record StartProxy(ShardRegionSetup Setup) : INoSerializationVerificationNeeded;
}
