using Broker.Actors.Answers;
using Broker.Actors.Connections;
using Broker.Actors.Diagnostics;
using Broker.Actors.Fencing;
using Broker.Actors.HeadReports;
using Broker.Actors.Keepers;
using Broker.Actors.Nodes;
using Broker.Actors.Publishing;
using Broker.Actors.Relays;
using Broker.Actors.Topics;
using Broker.Actors.Wire;
using Broker.Protocol.Access;
using Broker.Protocol.Namespaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broker.Actors.Hosting;

/// <summary>The one entrance for a host: the broker's services, and its actors in the actor system.</summary>
public static class BrokerHosting
{
    /// <summary>Adds what the broker's actors share and what the ways in call. The options are bound by the host.</summary>
    public static IServiceCollection AddBroker(this IServiceCollection services)
    {
        services.AddOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(NamespaceTable.Open);
        services.TryAddSingleton<IAuthenticator>(NoAuthenticator.Instance);
        services.TryAddSingleton<BrokerMetrics>();
        services.TryAddSingleton<BrokerServices>();
        services.TryAddSingleton<ConnectionFactory>();
        services.TryAddSingleton<PublishGateway>();
        return services;
    }

    /// <summary>Adds the serializer, the shard region of the topics, this node's relays and its publish gateway.</summary>
    /// <remarks>Comes after remoting and clustering. A lone node needs the cluster too, and joins itself.</remarks>
    public static AkkaConfigurationBuilder WithBroker(this AkkaConfigurationBuilder builder, BrokerServices services)
    {
        builder.WithCustomSerializer("relay", RelaySerializer.Types, system => new RelaySerializer(system));
        builder.AddHocon(ConfigurationFactory.ParseString(HandOver.Settings), HoconAddMode.Append);

        // Before the region: an owner that starts asks the keeper, and answers publishers.
        builder.WithActors((system, registry) =>
        {
            services.Nodes.Begin(Cluster.Get(system).SelfUniqueAddress);
            var keeper = system.ActorOf(Props.Create<KeeperActor>(services), KeeperActor.Name);
            var fence = system.ActorOf(Props.Create<FenceActor>(services), FenceActor.Name);
            var nodes = system.ActorOf(Props.Create<NodesActor>(services, (IReadOnlyList<IActorRef>)[fence, keeper]), "nodes");
            var answers = system.ActorOf(Props.Create<AnswersActor>(services), AnswersActor.Name);
            services.Actors.Begin(keeper, nodes, answers);
            HandOver.AddTo(system, services, fence);
        });
        builder.WithShardRegion<TopicRegion>(
            TopicRegion.TypeName,
            entityId => Props.Create<TopicActor>(entityId, services),
            new TopicMessageExtractor(services.Topics.Shards),
            new ShardOptions
            {
                HandOffStopMessage = EndTopic.Instance,
                StateStoreMode = StateStoreMode.DData,
                RememberEntities = false,
                ShouldPassivateIdleEntities = false,
            });
        builder.WithActors((system, registry) =>
        {
            var region = registry.Get<TopicRegion>();
            var relays = system.ActorOf(Props.Create<TopicRelaysActor>(region, services), TopicRelaysActor.Name);
            var heads = system.ActorOf(Props.Create<HeadReporterActor>(services), HeadReporterActor.Name);
            var gateway = system.ActorOf(Props.Create<PublishGatewayActor>(region, services), "publish");
            registry.Register<TopicRelays>(relays);
            registry.Register<PublishGateway>(gateway);
            services.Actors.Start(region, relays, gateway, heads);
            services.Actors.Nodes.Tell(new FollowNodes(relays), ActorRefs.NoSender);
            services.Actors.Nodes.Tell(new FollowNodes(heads), ActorRefs.NoSender);
        });
        return builder;
    }
}
