using Broker.Runtime.Actor;

namespace Broker.Runtime.Cluster.Sharding;

/// <summary>A strategy that needs the actor system.</summary>
public interface IActorSystemDependentAllocationStrategy : IShardAllocationStrategy
{
    /// <summary>Called once, before the first question.</summary>
    void Start(ActorSystem system);
}
