using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Sharding;
using EngineTests.Remote.Systems;

namespace EngineTests.Sharding.Systems;

/// <summary>One system of a test's cluster, with the type "topic" started.</summary>
internal sealed class ShardingNode
{
    public const string TypeName = "topic";
    public const int Shards = 12;

    private const string Settings = """
        akka {
          actor.provider = cluster
          cluster {
            downing-provider-class = ""
            run-coordinated-shutdown-when-down = off
            gossip-interval = 100ms
            leader-actions-interval = 100ms
            unreachable-nodes-reaper-interval = 200ms
            sharding {
              passivate-idle-entity-after = off
              rebalance-interval = 500ms
              least-shard-allocation-strategy.rebalance-relative-limit = 1.0
            }
          }
        }
        """;

    private ShardingNode(ActorSystem system, IActorRef region)
    {
        System = system;
        Region = region;
        Cluster = Cluster.Get(system);
        Address = Cluster.SelfAddress;
        Name = Address.ToString();
    }

    public ActorSystem System { get; }

    public Cluster Cluster { get; }

    public Address Address { get; }

    public string Name { get; }

    public IActorRef Region { get; }

    /// <summary>Starts a node, joins it to the first of the others or to itself, and waits until it is Up.</summary>
    public static async Task<ShardingNode> Start(RemoteSystems systems, Journal journal, ShardingNode? seed, string hocon = "")
    {
        var system = systems.Start(Settings + "\n" + hocon);
        var cluster = Cluster.Get(system);
        var name = cluster.SelfAddress.ToString();
        var region = await ClusterSharding.Get(system).StartAsync(
            TypeName,
            id => Props.Create(typeof(JournalEntity), name, id, journal),
            ClusterShardingSettings.Create(system),
            HashCodeMessageExtractor.Create(Shards, static _ => null),
            ClusterSharding.Get(system).DefaultShardAllocationStrategy(ClusterShardingSettings.Create(system)),
            JournalEntity.Stop);
        await cluster.JoinAsync(seed?.Address ?? cluster.SelfAddress).WaitAsync(TimeSpan.FromSeconds(20));
        return new ShardingNode(system, region);
    }

    public void Send(string entity, string message) => Region.Tell(new ShardingEnvelope(entity, message), ActorRefs.NoSender);

    public Task<string> Ask(string entity, string message) =>
        Region.Ask<string>(new ShardingEnvelope(entity, message), TimeSpan.FromSeconds(20));

    /// <summary>The shards that the region of this node hosts.</summary>
    public async Task<IReadOnlyDictionary<string, int>> Hosted() =>
        (await Region.Ask<ShardRegionStats>(GetShardRegionStats.Instance, TimeSpan.FromSeconds(10))).Stats.ToDictionary();

    public Task Leave() => CoordinatedShutdown.Get(System).Run(CoordinatedShutdown.ClusterLeavingReason.Instance);
}
