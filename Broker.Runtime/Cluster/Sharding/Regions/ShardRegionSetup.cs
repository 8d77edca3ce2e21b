using Broker.Runtime.Actor;
using Broker.Runtime.Event;


namespace Broker.Runtime.Cluster.Sharding.Regions;

/// <summary>What a region, or a proxy, is made with.</summary>
/// <param name="TypeName">The name of the type.</param>
/// <param name="EntityProps">How entities are made; null for a proxy.</param>
/// <param name="Settings">Its settings.</param>
/// <param name="Extractor">Finds the entity and shard of a message.</param>
/// <param name="HandOffStopMessage">What entities are stopped with when their shard moves.</param>
internal sealed record ShardRegionSetup(
    string TypeName, Func<string, Props>? EntityProps, ClusterShardingSettings Settings, IMessageExtractor Extractor, object HandOffStopMessage)
{
    private long _dropped;

    /// <summary>How many messages this region gave up.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Gives a message up: a dead letter, with a counter.</summary>
    public void DropMessage(ActorSystem system, object message, IActorRef sender, string reason)
    {
        // The first, and then ever rarer: a full buffer meets thousands of messages at once.
        var dropped = Interlocked.Increment(ref _dropped);
        if ((dropped & (dropped - 1)) == 0)
            system.Log.Warning("{0}: message {1} is dropped, {2} ({3} dropped so far)", TypeName, message.GetType().Name, reason, dropped);
        system.DeadLetters.Tell(message, sender);
    }
}
