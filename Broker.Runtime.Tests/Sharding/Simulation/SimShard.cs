using Broker.Runtime.Cluster.Sharding.Effects;
using Broker.Runtime.Cluster.Sharding.Shards;

namespace EngineTests.Sharding.Simulation;

/// <summary>A shard on a node, with entities that take their time to stop and sometimes passivate themselves.</summary>
internal sealed class SimShard(SimCluster cluster, SimNode node, string shard)
{
    private readonly ShardCore _core = new("stop", cluster.RegionOptions.BufferSize, TimeSpan.FromSeconds(5));
    private readonly HashSet<string> _stopping = [];

    /// <summary>Runs something after all that came before, as an actor's mailbox does.</summary>
    public void Mail(Action<SimShard> act) => cluster.Network.Carry(node.Name, node.Name, $"shard {shard}", () => act(this), static () => { });

    public void Deliver(SimMessage message) => Do(effects => _core.Deliver(message.Entity, message, node.Region, effects));

    public void HandOff() => Do(effects => _core.Handle(new ShardEvent.HandOffRequested(), cluster.Time.Now, effects));

    private void Do(Action<List<ShardingEffect>> act)
    {
        if (!node.IsAlive)
            return;
        var effects = new List<ShardingEffect>();
        act(effects);
        foreach (var effect in effects)
            Run(effect);
    }

    private void Run(ShardingEffect effect)
    {
        switch (effect)
        {
            case ShardingEffect.StartEntity(var entity):
                cluster.EntityStarted(entity, node);
                break;
            case ShardingEffect.DeliverToEntity(var entity, SimMessage message, _):
                OnEntityMessage(entity, message);
                break;
            case ShardingEffect.StopEntity(var entity, _):
                _stopping.Add(entity);
                cluster.Time.After(TimeSpan.FromMilliseconds(cluster.Random.Next(0, 400)), () => EntityEnds(entity));
                break;
            case ShardingEffect.KillEntity(var entity):
                EntityEnds(entity);
                break;
            case ShardingEffect.Drop(SimMessage message, _, var reason):
                cluster.Ledger.LostBecause(message, reason);
                break;
            case ShardingEffect.ShardEmptied(var undelivered):
                Mail(_ =>
                {
                    if (node.IsAlive)
                        node.ShardEnded(shard, undelivered);
                });
                break;
            case ShardingEffect.Note:
                break;
            default:
                throw new InvariantViolation($"the shard wants {effect}");
        }
    }

    private void OnEntityMessage(string entity, SimMessage message)
    {
        if (_stopping.Contains(entity))
            throw new InvariantViolation($"{message} went to an entity that has its stop message");
        cluster.Ledger.DeliveredTo(message);
        if (cluster.Random.NextDouble() < 0.01)
            Mail(target => target.Do(effects => target._core.Handle(new ShardEvent.PassivateRequested(entity, "bye"), cluster.Time.Now, effects)));
    }

    private void EntityEnds(string entity)
    {
        if (!node.IsAlive || !_stopping.Remove(entity))
            return;
        cluster.EntityEnded(entity, node);
        Do(effects => _core.Handle(new ShardEvent.EntityTerminated(entity), cluster.Time.Now, effects));
    }
}
