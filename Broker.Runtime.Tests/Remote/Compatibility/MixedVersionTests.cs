using Broker.Runtime.Actor;
using Broker.Runtime.Cluster;
using Broker.Runtime.Cluster.Sharding;
using Broker.Runtime.Remote;
using Broker.Runtime.Remote.Handshake;
using Broker.Runtime.Remote.Transport;
using EngineTests.Remote.Systems;
using Inbox = EngineTests.Remote.Systems.Inbox;

namespace EngineTests.Remote.Compatibility;

/// <summary>A cluster in the middle of an upgrade: one node speaks this version, the other also the next and sends all that comes with it.</summary>
public sealed class MixedVersionTests : IAsyncLifetime
{
    private const string Clustered = """
        akka.actor.provider = cluster
        akka.cluster {
          gossip-interval = 100ms
          leader-actions-interval = 100ms
          failure-detector.acceptable-heartbeat-pause = 20s
          seed-node-timeout = 1s
          downing-provider-class = ""
        }
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly RemoteSystems _systems = RemoteSystems.OverTcp();
    private readonly Forwarder _forwarder = new(LaterVersion.Rewrite);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _systems.DisposeAsync();
        await _forwarder.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Old_and_new_nodes_form_a_cluster_share_shards_and_part_in_peace(bool oldIsFirst)
    {
        ActorSystem old = StartOld();
        ActorSystem later = _systems.Start(Clustered, remoting: Speaking(new ProtocolVersions(1, 2)));
        ActorSystem first = oldIsFirst ? old : later;
        ActorSystem second = oldIsFirst ? later : old;
        await Cluster.Get(first).JoinAsync(first.Address()).WaitAsync(Patience);
        await Cluster.Get(second).JoinAsync(first.Address()).WaitAsync(Patience);

        (IActorRef atOld, IActorRef atLater) = (await Shards(old), await Shards(later));
        HashSet<string> homes = [];
        for (int i = 0; i < 20; i++)
        {
            // Whichever region is asked, both agree on where the entity lives.
            string home = await atOld.Ask<string>(new ShardingEnvelope($"e{i}", "where"), Patience);
            Assert.Equal(home, await atLater.Ask<string>(new ShardingEnvelope($"e{i}", "where"), Patience));
            homes.Add(home);
        }

        Assert.Equal(2, homes.Count);
        Assert.True(old.Remoting().Counters.Unreadable > 0, "nothing unknown was sent");
        Assert.Equal(0, old.Remoting().Counters.CutOff);

        await Cluster.Get(first).LeaveAsync().WaitAsync(Patience);
        await Inbox.Until(() => Cluster.Get(second).State.Members.Count == 1);
        IActorRef atSecond = oldIsFirst ? atLater : atOld;
        for (int i = 0; i < 20; i++)
            Assert.Equal(second.Address().ToString(), await atSecond.Ask<string>(new ShardingEnvelope($"e{i}", "where"), Patience));
    }

    [Fact]
    public async Task Nodes_without_a_version_in_common_refuse_each_other_and_say_so()
    {
        ActorSystem old = _systems.Start();
        ActorSystem later = _systems.Start(remoting: Speaking(new ProtocolVersions(2, 3)));
        Inbox events = new(later);
        events.Subscribe<AssociationErrorEvent>(later);
        later.Seen(old, new Inbox(old).Ref).Tell("hello", ActorRefs.NoSender);
        Assert.Contains("Version", (await events.Await<AssociationErrorEvent>()).Cause.Message, StringComparison.Ordinal);
    }

    private static RemotingSetup Speaking(ProtocolVersions versions) =>
        new(() => new TcpTransport(TimeProvider.System, credentials: null), versions: versions);

    private ActorSystem StartOld()
    {
        ActorSystem old = _systems.Start($"{Clustered}\n{_forwarder.Settings}");
        _forwarder.ForwardTo(old.Remoting().BoundPort);
        return old;
    }

    private static Task<IActorRef> Shards(ActorSystem system) => ClusterSharding.Get(system).StartAsync(
        "homes", _ => Props.Create<HomeActor>(), ClusterShardingSettings.Create(system), new ByEntity());

    private sealed class ByEntity() : HashCodeMessageExtractor(maxNumberOfShards: 10)
    {
        public override string EntityId(object message) => ((ShardingEnvelope)message).EntityId;

        public override object EntityMessage(object message) => ((ShardingEnvelope)message).Message;
    }

    /// <summary>Says where it lives.</summary>
    private sealed class HomeActor : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(Cluster.Get(Context.System).SelfAddress.ToString(), Self);
    }
}
