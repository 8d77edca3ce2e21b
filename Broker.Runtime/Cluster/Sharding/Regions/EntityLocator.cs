using Broker.Runtime.Actor;
using Broker.Runtime.Util;

namespace Broker.Runtime.Cluster.Sharding.Regions;

/// <summary>Looks for a running entity below the region that hosts its shard.</summary>
internal static class EntityLocator
{
    public static async Task<EntityLocation> FindAsync(ActorSystem system, IActorRef? region, Address self, string shard, GetEntityLocation query)
    {
        if (region is null)
            return new EntityLocation(query.EntityId, shard, Address.AllSystems, Option<IActorRef>.None);
        var node = region.Path.Address.HasLocalScope ? self : region.Path.Address;
        var path = region.Path / Uri.EscapeDataString(shard) / Uri.EscapeDataString(query.EntityId);
        try
        {
            var entity = await system.ActorSelection(path).ResolveOne(query.Timeout).ConfigureAwait(false);
            return new EntityLocation(query.EntityId, shard, node, Option<IActorRef>.Create(entity));
        }
        catch (ActorNotFoundException)
        {
            return new EntityLocation(query.EntityId, shard, node, Option<IActorRef>.None);
        }
    }
}
